-- One row a customer whose number lies in the range that is asked for: their number and id.
with

customer_keys as (
    select * from customer_keys
),

asked_range as (
    select * from asked_range
),

ids as (
    select
        cast(customer_key as double) as customer_key,
        customer_id
    from customer_keys
    where
        customer_key >= (select asked_range.first_key from asked_range)
        and customer_key <= (select asked_range.last_key from asked_range)
)

select * from ids
