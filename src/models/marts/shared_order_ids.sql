-- One row: kept rows whose order id stands with more than one customer.
with

orders as (
    select * from stg_orders
),

repeated_orders as (
    select * from repeated_orders
),

shared_orders as (
    select order_hash
    from repeated_orders
    where is_shared
),

shared as (
    select count(*) as row_count
    from orders
    inner join shared_orders on hash(orders.order_id) = shared_orders.order_hash
    where
        orders.order_id is not null
        and orders.left_out_reason is null
)

select * from shared
