-- One row a customer and day with a refund before as_of: its value, below zero. Customers without a purchase have none.
with

order_rows as (
    select * from order_rows
),

purchase_days as (
    select * from purchase_days
),

parameters as (
    select * from parameters
),

refunds as (
    select
        order_rows.customer_key,
        order_rows.ordered_on as refunded_on,
        cast(sum(order_rows.value) as decimal(18, 4)) as value
    from order_rows
    where
        order_rows.is_refund
        and order_rows.ordered_on < (select parameters.as_of from parameters)
    group by order_rows.customer_key, order_rows.ordered_on
),

of_customers as (
    select refunds.*
    from refunds
    where refunds.customer_key in (select purchase_days.customer_key from purchase_days)
)

select * from of_customers
