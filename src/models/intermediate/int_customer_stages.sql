-- One row a customer and look-back by which they had bought: their life-cycle stage that day by the churn limits of as_of; null where a limit is unknown.
with

customer_snapshots as (
    select * from customer_snapshots
),

value_counts as (
    select * from value_counts
),

churn_limits as (
    select * from churn_limits
),

limits as (
    select
        max(limit_days) filter (where wait = 'first') as first_limit_days,
        max(limit_days) filter (where wait = 'later') as later_limit_days
    from churn_limits
),

sizes as (
    select
        days_before,
        cast(sum(customer_count) as bigint) as n
    from value_counts
    group by days_before
),

core_values as (
    select
        value_counts.days_before,
        min(value_counts.value) as core_value
    from value_counts
    inner join sizes on value_counts.days_before = sizes.days_before
    where sizes.n - value_counts.customers_below - value_counts.customer_count < (sizes.n + 4) // 5
    group by value_counts.days_before
),

staged as (
    select
        customer_snapshots.days_before,
        customer_snapshots.customer_key,
        case
            when limits.first_limit_days is null or limits.later_limit_days is null then null
            when
                customer_snapshots.recency_days > case
                    when customer_snapshots.purchase_day_count = 1 then limits.first_limit_days
                    else limits.later_limit_days
                end
                then 'churned'
            when customer_snapshots.purchase_day_count = 1 then 'new'
            when customer_snapshots.value >= core_values.core_value then 'core'
            else 'existing'
        end as stage,
        customer_snapshots.value
    from customer_snapshots
    inner join core_values on customer_snapshots.days_before = core_values.days_before
    cross join limits
)

select * from staged
