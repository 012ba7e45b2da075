-- One row a channel (null: not named) and month in which money was spent on it: what is spent for a period is spread evenly over its days, and the parts of a row add up to it exactly.
with

spend as (
    select * from stg_spend
),

channel_names as (
    select * from channel_names
),

channels as (
    select * from channels
),

kept as (
    select
        channels.channel_no,
        spend.from_on,
        spend.to_on,
        spend.to_on - spend.from_on + 1 as day_count,
        spend.amount
    from spend
    left join channel_names on spend.channel = channel_names.name
    left join channels on channel_names.match_key = channels.match_key
    where spend.left_out_reason is null
),

months as (
    select
        kept.channel_no,
        cast(
            unnest(
                generate_series(date_trunc('month', kept.from_on), date_trunc('month', kept.to_on), interval 1 month)
            ) as date
        ) as month_on,
        kept.from_on,
        kept.to_on,
        kept.day_count,
        kept.amount
    from kept
),

counted as (
    select
        channel_no,
        month_on,
        day_count,
        amount,
        greatest(month_on, from_on) - from_on as days_before,
        least(last_day(month_on), to_on) - from_on + 1 as days_through
    from months
),

parts as (
    select
        channel_no,
        month_on,
        cast(amount * days_through / day_count as decimal(18, 4))
        - cast(amount * days_before / day_count as decimal(18, 4)) as amount
    from counted
),

summed as (
    select
        channel_no,
        month_on,
        cast(sum(amount) as decimal(38, 4)) as amount
    from parts
    group by channel_no, month_on
)

select * from summed
