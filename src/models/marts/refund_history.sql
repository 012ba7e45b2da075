-- One row a customer and day with a refund, over the whole file: its value, below zero.
with

order_rows as (
    select * from order_rows
),

refunds as (
    select
        customer_key,
        ordered_on as refunded_on,
        cast(sum(value) as decimal(18, 4)) as value
    from order_rows
    where is_refund
    group by customer_key, ordered_on
)

select * from refunds
