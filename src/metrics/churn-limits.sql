-- One row a kind of wait (first: after the first purchase day; later: after a later one): the days of silence that mean churned, and what they rest on.
with

churn_limits as (
    select * from churn_limits
),

limits as (
    select
        wait,
        cast(limit_days as double) as limit_days,
        status,
        cast(horizon_days as double) as horizon_days,
        waits,
        reordered,
        share_at_horizon,
        cast(median_days as double) as median_days
    from churn_limits
)

select * from limits
