-- One row at most: the longest run of days without any order, if it is at least 14 days and more than five times the usual step between two days with orders.
with

order_days as (
    select * from order_days
),

plausible_dates as (
    select * from int_plausible_dates
),

steps as (
    select
        order_days.ordered_on,
        cast(
            lead(order_days.ordered_on) over (order by order_days.ordered_on) - order_days.ordered_on as integer
        ) as step_days
    from order_days
    cross join plausible_dates
    where order_days.ordered_on between plausible_dates.earliest_on and plausible_dates.latest_on
),

usual as (
    select percentile_disc(0.5) within group (order by step_days) as step_days
    from steps
    where step_days is not null
),

ranked as (
    select
        ordered_on,
        step_days,
        row_number() over (order by step_days desc, ordered_on) as place
    from steps
    where step_days is not null
),

longest as (
    select
        ordered_on,
        step_days
    from ranked
    where place = 1
),

gap as (
    select
        longest.step_days - 1 as day_count,
        longest.ordered_on + 1 as first_on,
        longest.ordered_on + longest.step_days - 1 as last_on
    from longest
    cross join usual
    where
        longest.step_days - 1 >= 14
        and longest.step_days > 5 * usual.step_days
)

select * from gap
