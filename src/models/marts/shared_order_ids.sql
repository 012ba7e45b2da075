-- One row: how many order ids stand in kept rows of more than one customer, and one of them.
with

orders as (
    select * from stg_orders
),

spans as (
    select
        order_id,
        min(customer_id) as first_customer_id,
        max(customer_id) as last_customer_id,
        count(*) as row_count
    from orders
    where
        order_id is not null
        and left_out_reason is null
    group by order_id
),

shared as (
    select
        count(*) as order_count,
        sum(row_count) as row_count,
        min(order_id) as example_order_id
    from spans
    where first_customer_id < last_customer_id
)

select * from shared
