-- One row a month, kind of wait and length in days: how many waits had ended by the month's last day, how many were still open; with the rule of the churn limit.
with

month_wait_counts as (
    select * from month_wait_counts
),

churn_rule as (
    select * from churn_rule
),

typed as (
    select
        cast(month_wait_counts.month_on as timestamp) as month,
        month_wait_counts.wait,
        cast(month_wait_counts.days as double) as days,
        cast(month_wait_counts.event_count as double) as events,
        cast(month_wait_counts.censored_count as double) as censored,
        churn_rule.churn_quantile
    from month_wait_counts
    cross join churn_rule
)

select * from typed
