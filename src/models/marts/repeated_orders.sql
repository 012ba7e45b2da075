-- One row an order id (or, without ids, a customer and time) that stands in more than one kept row, as a hash: is it more than one customer's?
with

orders as (
    select * from stg_orders
),

row_part as (
    select * from row_part
),

hashed as (
    select
        case
            when order_id is null then hash(customer_id, ordered_at)
            else hash(order_id)
        end as order_hash,
        hash(customer_id) as customer_hash
    from orders
    where left_out_reason is null
),

repeated as (
    select
        order_hash,
        min(customer_hash) < max(customer_hash) as is_shared
    from hashed
    where
        order_hash % (select cast(row_part.part_count as ubigint) from row_part)
        = (select cast(row_part.part as ubigint) from row_part)
    group by order_hash
    having count(*) > 1
)

select * from repeated
