-- One row a day before as_of on which the customer that is asked for bought, the first one first: orders and value of the day.
with

customer_keys as (
    select * from customer_keys
),

asked_customer as (
    select * from asked_customer
),

purchase_days as (
    select * from int_purchase_days
),

days as (
    select
        cast(purchase_days.purchased_on as timestamp) as purchased_on,
        cast(purchase_days.order_count as double) as orders,
        cast(purchase_days.value as double) as value
    from customer_keys
    inner join asked_customer on customer_keys.customer_id = asked_customer.customer_id
    inner join purchase_days on customer_keys.customer_key = purchase_days.customer_key
    order by purchase_days.purchased_on
)

select * from days
