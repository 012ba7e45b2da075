-- One row a length of the wait after the first purchase day: how many ended in a second one, how many are still open. Customers of the left edge are left out.
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
        customers.second_on is not null as is_over,
        coalesce(customers.second_on, parameters.as_of - 1) - customers.first_on as days
    from customers
    cross join parameters
    cross join left_edge
    where
        left_edge.before_on is null
        or customers.first_on >= left_edge.before_on
),

counted as (
    select
        cast(days as double) as days,
        cast(count(*) filter (where is_over) as double) as events,
        cast(count(*) filter (where not is_over) as double) as censored
    from waits
    group by days
)

select * from counted
