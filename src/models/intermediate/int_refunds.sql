-- One row a customer and day with a refund before as_of: its value, below zero. Customers without a purchase have none.
with

refund_history as (
    select * from refund_history
),

purchase_history as (
    select * from purchase_history
),

parameters as (
    select * from parameters
),

refunds as (
    select
        refund_history.customer_key,
        refund_history.refunded_on,
        refund_history.value
    from refund_history
    cross join parameters
    where refund_history.refunded_on < parameters.as_of
),

buyers as (
    select purchase_history.customer_key
    from purchase_history
    cross join parameters
    where
        purchase_history.purchase_number = 1
        and purchase_history.purchased_on < parameters.as_of
),

of_customers as (
    select refunds.*
    from refunds
    where refunds.customer_key in (select buyers.customer_key from buyers)
)

select * from of_customers
