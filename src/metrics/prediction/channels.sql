-- One row a channel: its number and name.
with

channels as (
    select * from channels
),

named as (
    select
        cast(channel_no as double) as channel_no,
        channel
    from channels
)

select * from named
