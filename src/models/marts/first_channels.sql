-- One row a customer with a channel on their first order that has one: that channel.
with

orders as (
    select * from stg_orders
),

customer_keys as (
    select * from customer_keys
),

purchases as (
    select
        customer_keys.customer_key,
        orders.ordered_at,
        orders.channel
    from orders
    inner join customer_keys on orders.customer_id = customer_keys.customer_id
    where
        orders.left_out_reason is null
        and orders.amount >= 0
        and orders.channel is not null
),

first_times as (
    select
        customer_key,
        min(ordered_at) as first_at
    from purchases
    group by customer_key
),

first_channels as (
    select
        purchases.customer_key,
        min(purchases.channel) as channel
    from purchases
    inner join first_times
        on
            purchases.customer_key = first_times.customer_key
            and purchases.ordered_at = first_times.first_at
    group by purchases.customer_key
)

select * from first_channels
