-- One row a whole month: customers who churned and who arrived (new or back after the churn limit) in the three months ending with it, and in the same months a year before, by the churn limits as they stood at its end. Null where no limit is known or churn could not show yet.
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

limits as (
    select
        month_ends.month_on,
        month_ends.next_month_on,
        month_ends.first_on,
        month_limits.first_limit_days,
        month_limits.later_limit_days
    from month_ends
    inner join month_limits on month_ends.month_on = month_limits.month_on
    where
        month_limits.first_limit_days is not null
        and month_limits.later_limit_days is not null
),

spans as (
    select
        month_on,
        first_limit_days,
        later_limit_days,
        'present' as span,
        cast(month_on - interval 2 month as date) as from_on,
        next_month_on as to_on,
        first_on
    from limits
    union all
    select
        month_on,
        first_limit_days,
        later_limit_days,
        'year_before' as span,
        cast(month_on - interval 14 month as date) as from_on,
        cast(next_month_on - interval 12 month as date) as to_on,
        first_on
    from limits
),

seen as (
    select * from spans
    where from_on >= first_on + greatest(first_limit_days, later_limit_days)
),

days as (
    select
        month_on,
        span,
        first_limit_days,
        later_limit_days,
        cast(unnest(generate_series(from_on, to_on - 1, interval 1 day)) as date) as day_on
    from seen
),

starts as (
    select
        wait,
        began_on,
        sum(chosen_count) as wait_count
    from wait_days
    group by wait, began_on
),

ends as (
    select
        wait,
        began_on + days as ended_on,
        days,
        sum(chosen_count) as wait_count
    from wait_days
    where days is not null
    group by wait, began_on + days, days
),

new_customers as (
    select
        days.month_on,
        days.span,
        sum(starts.wait_count) as customer_count
    from days
    inner join starts
        on
            days.day_on = starts.began_on
            and starts.wait = 'first'
    group by days.month_on, days.span
),

reactivated as (
    select
        days.month_on,
        days.span,
        sum(ends.wait_count) as customer_count
    from days
    inner join ends on days.day_on = ends.ended_on
    where
        ends.days > case
            when ends.wait = 'first' then days.first_limit_days
            else days.later_limit_days
        end
    group by days.month_on, days.span
),

churn_days as (
    select
        month_on,
        span,
        'first' as wait,
        first_limit_days as limit_days,
        day_on - first_limit_days as began_on
    from days
    union all
    select
        month_on,
        span,
        'later' as wait,
        later_limit_days as limit_days,
        day_on - later_limit_days as began_on
    from days
),

begun as (
    select
        churn_days.month_on,
        churn_days.span,
        sum(starts.wait_count) as customer_count
    from churn_days
    inner join starts
        on
            churn_days.began_on = starts.began_on
            and churn_days.wait = starts.wait
    group by churn_days.month_on, churn_days.span
),

returned as (
    select
        churn_days.month_on,
        churn_days.span,
        sum(wait_days.chosen_count) as customer_count
    from churn_days
    inner join wait_days
        on
            churn_days.began_on = wait_days.began_on
            and churn_days.wait = wait_days.wait
    where wait_days.days <= churn_days.limit_days
    group by churn_days.month_on, churn_days.span
),

totals as (
    select
        seen.month_on,
        seen.span,
        coalesce(begun.customer_count, 0) - coalesce(returned.customer_count, 0) as churned_count,
        coalesce(new_customers.customer_count, 0) + coalesce(reactivated.customer_count, 0) as arrived_count
    from seen
    left join begun on seen.month_on = begun.month_on and seen.span = begun.span
    left join returned on seen.month_on = returned.month_on and seen.span = returned.span
    left join new_customers on seen.month_on = new_customers.month_on and seen.span = new_customers.span
    left join reactivated on seen.month_on = reactivated.month_on and seen.span = reactivated.span
),

tallies as (
    select
        cast(month_ends.month_on as timestamp) as month,
        cast(present.churned_count as double) as churned,
        cast(present.arrived_count as double) as arrived,
        cast(year_before.churned_count as double) as churned_year_before,
        cast(year_before.arrived_count as double) as arrived_year_before
    from month_ends
    left join totals as present
        on
            month_ends.month_on = present.month_on
            and present.span = 'present'
    left join totals as year_before
        on
            month_ends.month_on = year_before.month_on
            and year_before.span = 'year_before'
    order by month_ends.month_on
)

select * from tallies
