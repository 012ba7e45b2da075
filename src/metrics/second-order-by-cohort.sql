-- One row a month of the first purchase and length of the wait after it: how many ended in a second purchase day, how many are still open.
with

customers as (
    select * from int_chosen_customers
),

left_edge as (
    select * from left_edge
),

parameters as (
    select * from parameters
),

waits as (
    select
        date_trunc('month', customers.first_on) as cohort_on,
        customers.second_on is not null as is_over,
        coalesce(customers.second_on, parameters.as_of - 1) - customers.first_on as days
    from customers
    cross join parameters
),

counted as (
    select
        cohort_on,
        days,
        count(*) filter (where is_over) as event_count,
        count(*) filter (where not is_over) as censored_count
    from waits
    group by cohort_on, days
),

typed as (
    select
        cast(counted.cohort_on as timestamp) as cohort,
        coalesce(counted.cohort_on < left_edge.before_on, false) as is_left_edge,
        cast(counted.days as double) as days,
        cast(counted.event_count as double) as events,
        cast(counted.censored_count as double) as censored
    from counted
    cross join left_edge
)

select * from typed
