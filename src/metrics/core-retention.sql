-- One row an outcome today (core, active, churned) that befell a core customer of 365 days ago: how many, and their value in the 365 days before that day and since. Churn limits are those of as_of on both days.
with

customer_stages as not materialized (
    select * from int_chosen_stages
),

purchase_days as (
    select * from int_purchase_days
),

refunds as (
    select * from int_refunds
),

customers as (
    select * from customers
),

parameters as (
    select * from parameters
),

file_history as (
    select * from file_history
),

core as (
    select
        past.customer_key,
        case
            when present.stage in ('core', 'churned') then present.stage
            else 'active'
        end as outcome,
        past.value as past_value,
        present.value as present_value
    from customer_stages as past
    inner join customer_stages as present
        on
            past.customer_key = present.customer_key
            and present.days_before = 0
    where
        past.days_before = 365
        and past.stage = 'core'
),

long_ago as (
    select
        purchase_days.customer_key,
        purchase_days.value
    from purchase_days
    cross join parameters
    where purchase_days.purchased_on < parameters.as_of - 730
    union all
    select
        refunds.customer_key,
        refunds.value
    from refunds
    cross join parameters
    where refunds.refunded_on < parameters.as_of - 730
),

long_ago_by_customer as (
    select
        customer_key,
        sum(value) as value
    from long_ago
    group by customer_key
),

long_ago_by_outcome as (
    select
        core.outcome,
        sum(long_ago_by_customer.value) as value
    from long_ago_by_customer
    inner join core on long_ago_by_customer.customer_key = core.customer_key
    group by core.outcome
),

by_outcome as (
    select
        outcome,
        count(*) as customer_count,
        sum(past_value) as past_value,
        sum(present_value) as present_value
    from core
    group by outcome
),

beginnings as (
    select min(first_on) as first_on from customers
),

years_before as (
    select file_history.history <> 'partial' or beginnings.first_on <= parameters.as_of - 730 as is_known
    from beginnings
    cross join parameters
    cross join file_history
),

outcomes as (
    select
        by_outcome.outcome,
        cast(by_outcome.customer_count as double) as customers,
        case
            when years_before.is_known
                then cast(by_outcome.past_value - coalesce(long_ago_by_outcome.value, 0) as double)
        end as value_before,
        cast(by_outcome.present_value - by_outcome.past_value as double) as value_after
    from by_outcome
    cross join years_before
    left join long_ago_by_outcome on by_outcome.outcome = long_ago_by_outcome.outcome
)

select * from outcomes
