-- One row a customer who stands in a kept row, with a small number to join by, in the order of the ids.
with

customers as (
    select distinct customer_id
    from stg_orders
    where left_out_reason is null
),

numbered as (
    select
        customer_id,
        cast(row_number() over (order by customer_id) as integer) as customer_key
    from customers
)

select * from numbered
