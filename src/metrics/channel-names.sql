-- One row a way of writing a channel in the orders, customers or spend files: the channel that it counts as, and whether buyers or spend are written so.
with

channel_names as (
    select * from channel_names
),

channels as (
    select * from channels
),

named as (
    select
        channel_names.name,
        channels.channel,
        channel_names.is_of_buyers as has_buyers,
        channel_names.is_of_spend as has_spend
    from channel_names
    inner join channels on channel_names.match_key = channels.match_key
)

select * from named
