-- One row a customer whose acquisition channel is known: as the customer file names it, else as their first order does.
with

first_channels as (
    select * from first_channels
),

customers as (
    select * from stg_customers
),

customer_keys as (
    select * from customer_keys
),

told as (
    select
        customer_keys.customer_key,
        customers.acquisition_channel as channel
    from customers
    inner join customer_keys on customers.customer_id = customer_keys.customer_id
    where
        customers.left_out_reason is null
        and customers.acquisition_channel is not null
),

known as (
    select
        coalesce(told.customer_key, first_channels.customer_key) as customer_key,
        coalesce(told.channel, first_channels.channel) as channel
    from told
    full join first_channels on told.customer_key = first_channels.customer_key
)

select * from known
