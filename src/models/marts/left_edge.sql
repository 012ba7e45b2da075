-- One row: the day before which a customer's first order in the file may not be their first (null: the file goes back to the shop's first order).
with

customers as (
    select * from customers
),

churn_limits as (
    select * from churn_limits
),

file_history as (
    select * from file_history
),

first_limit as (
    select coalesce(max(limit_days) filter (where wait = 'first'), 365) as limit_days
    from churn_limits
),

first_day as (
    select min(first_on) as first_on
    from customers
),

edge as (
    select
        case
            when file_history.history = 'partial' then first_day.first_on + first_limit.limit_days
        end as before_on
    from file_history
    cross join first_day
    cross join first_limit
)

select * from edge
