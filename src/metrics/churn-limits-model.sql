-- One row a kind of wait and length in days: how many ended in a purchase, how many are still open; with the rule of the churn limit.
with

wait_counts as (
    select * from wait_counts
),

churn_rule as (
    select * from churn_rule
),

typed as (
    select
        wait_counts.wait,
        cast(wait_counts.days as double) as days,
        cast(wait_counts.event_count as double) as events,
        cast(wait_counts.censored_count as double) as censored,
        churn_rule.churn_quantile
    from wait_counts
    cross join churn_rule
)

select * from typed
