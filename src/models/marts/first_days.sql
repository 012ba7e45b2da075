-- One row a customer with an order: the days of their first and second, over the whole file.
with

purchase_history as (
    select * from purchase_history
),

firsts as (
    select
        customer_key,
        purchased_on as first_on,
        next_on as second_on
    from purchase_history
    where purchase_number = 1
)

select * from firsts
