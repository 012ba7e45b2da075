-- One row a channel (null: not named) and month: what was spent on it.
with

spend_months as (
    select * from spend_months
),

channels as (
    select * from channels
),

typed as (
    select
        channels.channel,
        cast(spend_months.month_on as timestamp) as month,
        cast(spend_months.amount as double) as amount
    from spend_months
    left join channels on spend_months.channel_no = channels.channel_no
    order by spend_months.channel_no nulls first, spend_months.month_on
)

select * from typed
