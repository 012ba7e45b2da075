-- One row a customer in the range whose orders of the first day name a channel: that channel (the first by name, where they name several).
with

order_rows as (
    select * from int_order_rows
),

order_channels as (
    select * from order_channels
),

first_days as (
    select * from first_days
),

numbered as (
    select
        order_rows.customer_key,
        min(order_rows.order_channel_no) as order_channel_no
    from order_rows
    inner join first_days
        on
            order_rows.customer_key = first_days.customer_key
            and order_rows.ordered_on = first_days.first_on
    where order_rows.order_channel_no is not null
    group by order_rows.customer_key
),

named as (
    select
        numbered.customer_key,
        order_channels.channel
    from numbered
    inner join order_channels on numbered.order_channel_no = order_channels.order_channel_no
)

select * from named
