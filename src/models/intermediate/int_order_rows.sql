-- One row a kept purchase row of the customers in the range: its customer, its order, its day, its channel, its value. As a table of all customers it would take as much memory as the files' rows do.
with

valued_rows as (
    select * from int_valued_rows
),

customer_keys as (
    select * from customer_keys
),

customer_range as (
    select * from customer_range
),

keys_in_range as (
    select
        customer_keys.customer_id,
        customer_keys.customer_key
    from customer_keys
    inner join customer_range
        on
            customer_keys.customer_key >= customer_range.first_key
            and customer_keys.customer_key <= customer_range.last_key
),

in_range as (
    select
        keys_in_range.customer_key,
        valued_rows.order_key,
        valued_rows.ordered_on,
        valued_rows.order_channel_no,
        valued_rows.value
    from valued_rows
    inner join keys_in_range on valued_rows.customer_id = keys_in_range.customer_id
    where not valued_rows.is_refund
)

select * from in_range
