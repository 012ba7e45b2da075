-- One row a channel that a kept row of the order files names, numbered in the order of the names.
with

orders as (
    select * from stg_orders
),

named as (
    select distinct channel
    from orders
    where
        channel is not null
        and left_out_reason is null
),

numbered as (
    select
        cast(row_number() over (order by channel) as integer) as order_channel_no,
        channel
    from named
)

select * from numbered
