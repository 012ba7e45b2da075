-- One row an order with refunds (rows of the same customer and order id with an amount below zero): their sum.
with

orders as (
    select * from raw_orders
),

refunds as (
    select
        customer_id,
        order_id,
        sum(amount) as amount
    from orders
    where
        amount < 0
        and order_id is not null
        and customer_id is not null
    group by customer_id, order_id
)

select * from refunds
