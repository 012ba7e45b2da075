-- One row a customer and day with a refund (a kept row with an amount below zero): its value, below zero. Customers without a purchase have none.
with

order_rows as (
    select * from int_order_rows
),

purchase_days as (
    select * from purchase_days
),

refunds as (
    select
        order_rows.customer_key,
        order_rows.ordered_on as refunded_on,
        cast(sum(order_rows.value) as decimal(18, 4)) as value
    from order_rows
    where
        order_rows.is_refund
        and order_rows.customer_key in (select purchase_days.customer_key from purchase_days)
    group by order_rows.customer_key, order_rows.ordered_on
)

select * from refunds
