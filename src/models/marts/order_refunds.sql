-- One row an order with refunds (rows of the same customer and order id with an amount below zero, in no superseded file): their sum.
with

orders as (
    select * from raw_orders
),

superseded_orders as (
    select * from superseded_orders
),

refunds as (
    select
        orders.customer_id,
        orders.order_id,
        sum(orders.amount) as amount
    from orders
    left join superseded_orders
        on
            orders.customer_id = superseded_orders.customer_id
            and orders.order_id = superseded_orders.order_id
    where
        orders.amount < 0
        and orders.order_id is not null
        and orders.customer_id is not null
        and orders.file_no >= coalesce(superseded_orders.last_file_no, 0)
    group by orders.customer_id, orders.order_id
)

select * from refunds
