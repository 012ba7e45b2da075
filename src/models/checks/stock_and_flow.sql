-- One row a month whose active customers are not those of the month before plus new and reactivated minus churned, or not those counted one by one at its end.
with

monthly_flows as (
    select * from monthly_flows
),

purchase_days as (
    select * from int_purchase_days
),

churn_limits as (
    select * from churn_limits
),

parameters as (
    select * from parameters
),

limits as (
    select
        max(limit_days) filter (where wait = 'first') as first_limit_days,
        max(limit_days) filter (where wait = 'later') as later_limit_days
    from churn_limits
),

limited as (
    select
        purchase_days.purchased_on,
        purchase_days.next_on,
        purchase_days.purchased_on + case
            when purchase_days.purchase_number = 1 then limits.first_limit_days
            else limits.later_limit_days
        end as churn_on
    from purchase_days
    cross join limits
),

activities as (
    select
        purchased_on as active_from_on,
        case
            when next_on <= churn_on then next_on
            else churn_on
        end as active_to_on
    from limited
),

activity_counts as (
    select
        active_from_on,
        active_to_on,
        count(*) as customer_count
    from activities
    group by active_from_on, active_to_on
),

month_ends as (
    select
        monthly_flows.month_on,
        least(last_day(monthly_flows.month_on), parameters.as_of - 1) as ends_on
    from monthly_flows
    cross join parameters
),

counted as (
    select
        month_ends.month_on,
        coalesce(sum(activity_counts.customer_count), 0) as active_count
    from month_ends
    left join activity_counts
        on
            activity_counts.active_from_on <= month_ends.ends_on
            and activity_counts.active_to_on > month_ends.ends_on
    group by month_ends.month_on
),

compared as (
    select
        monthly_flows.month_on,
        monthly_flows.active_count,
        coalesce(lag(monthly_flows.active_count) over (order by monthly_flows.month_on), 0)
        + monthly_flows.new_count
        + monthly_flows.reactivated_count
        - monthly_flows.churned_count as active_count_by_flow,
        counted.active_count as active_count_one_by_one
    from monthly_flows
    inner join counted on monthly_flows.month_on = counted.month_on
),

offending as (
    select
        cast(month_on as timestamp) as month,
        cast(active_count as double) as active,
        cast(active_count_by_flow as double) as active_by_flow,
        cast(active_count_one_by_one as double) as active_one_by_one
    from compared
    where
        active_count <> active_count_by_flow
        or active_count <> active_count_one_by_one
)

select * from offending
