-- One row a customer that is asked for: their number and id.
with

customer_keys as (
    select * from customer_keys
),

asked_customers as (
    select * from asked_customers
),

ids as (
    select
        cast(customer_keys.customer_key as double) as customer_key,
        customer_keys.customer_id
    from customer_keys
    inner join asked_customers on customer_keys.customer_key = asked_customers.customer_key
)

select * from ids
