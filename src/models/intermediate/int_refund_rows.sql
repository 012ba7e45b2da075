-- One row a kept row of the order files with an amount below zero: its customer, its day, its value on the chosen basis.
with

valued_rows as (
    select * from int_valued_rows
),

customer_keys as (
    select * from customer_keys
),

refunds as (
    select
        customer_keys.customer_key,
        valued_rows.ordered_on,
        valued_rows.value
    from valued_rows
    inner join customer_keys on valued_rows.customer_id = customer_keys.customer_id
    where valued_rows.is_refund
)

select * from refunds
