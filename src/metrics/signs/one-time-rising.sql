-- One row a whole month and cohort (month of the first order) that was wholly mature at its end: the days after which a buyer counts as a one-time buyer, as they stood then, the cohort's buyers, and those without a second purchase day within these days.
with

month_ends as (
    select * from month_ends
),

month_limits as (
    select * from month_limits
),

wait_days as (
    select * from wait_days
),

sign_edge as (
    select * from int_sign_edge
),

first_waits as (
    select
        cast(date_trunc('month', wait_days.began_on) as date) as cohort_on,
        wait_days.days,
        sum(wait_days.chosen_count) as wait_count
    from wait_days
    cross join sign_edge
    where
        wait_days.wait = 'first'
        and (
            sign_edge.before_on is null
            or date_trunc('month', wait_days.began_on) >= sign_edge.before_on
        )
    group by date_trunc('month', wait_days.began_on), wait_days.days
),

windows as (
    select
        month_ends.month_on,
        month_ends.next_month_on,
        month_limits.one_time_days
    from month_ends
    inner join month_limits on month_ends.month_on = month_limits.month_on
    where month_limits.one_time_days is not null
),

counted as (
    select
        windows.month_on,
        windows.one_time_days,
        first_waits.cohort_on,
        sum(first_waits.wait_count) as buyer_count,
        coalesce(sum(first_waits.wait_count) filter (where first_waits.days <= windows.one_time_days), 0) as repeater_count
    from windows
    inner join first_waits on windows.next_month_on - 1 - windows.one_time_days >= last_day(first_waits.cohort_on)
    group by windows.month_on, windows.one_time_days, first_waits.cohort_on
),

tallies as (
    select
        cast(month_on as timestamp) as month,
        cast(one_time_days as double) as "window",
        cast(cohort_on as timestamp) as cohort,
        cast(buyer_count as double) as buyers,
        cast(buyer_count - repeater_count as double) as one_time
    from counted
    where buyer_count > 0
    order by month_on, cohort_on
)

select * from tallies
