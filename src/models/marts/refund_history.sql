-- One row a customer and day with a refund, over the whole file: its value, below zero.
with

refund_rows as (
    select * from int_refund_rows
),

refunds as (
    select
        customer_key,
        ordered_on as refunded_on,
        cast(sum(value) as decimal(18, 4)) as value
    from refund_rows
    group by customer_key, ordered_on
)

select * from refunds
