-- One row a whole month: the median wait that ended in it (from twice the churn limit after the first order on) and how many there were, the median basket of its purchase days and how many there were.
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

month_baskets as (
    select * from month_baskets
),

gaps as (
    select
        cast(date_trunc('month', began_on + days) as date) as month_on,
        days,
        sum(chosen_count) as gap_count
    from wait_days
    where
        days is not null
        and chosen_count > 0
    group by date_trunc('month', began_on + days), days
),

ranked as (
    select
        month_on,
        days,
        sum(gap_count) over (partition by month_on) as gap_count,
        sum(gap_count) over (
            partition by month_on
            order by days
            rows between unbounded preceding and current row
        ) as gaps_through
    from gaps
),

median_gaps as (
    select
        month_on,
        min(days) as gap,
        any_value(gap_count) as gap_count
    from ranked
    where 2 * gaps_through >= gap_count
    group by month_on
),

tallies as (
    select
        cast(month_ends.month_on as timestamp) as month,
        case
            when month_ends.month_on >= month_ends.first_on + 2 * month_limits.later_limit_days
                then cast(median_gaps.gap as double)
        end as gap,
        cast(coalesce(median_gaps.gap_count, 0) as double) as gaps,
        cast(month_baskets.basket as double) as basket,
        cast(coalesce(month_baskets.basket_count, 0) as double) as baskets
    from month_ends
    left join month_limits on month_ends.month_on = month_limits.month_on
    left join median_gaps on month_ends.month_on = median_gaps.month_on
    left join month_baskets on month_ends.month_on = month_baskets.month_on
    order by month_ends.month_on
)

select * from tallies
