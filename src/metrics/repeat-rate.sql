-- One row a window in days: customers whose first purchase day lies at least that long before the last observed day, and those of them with a second one within the window. Customers of the left edge are left out.
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

windows as (
    select days from (values (30), (60), (90), (180), (365)) as numbers (days)
),

counted as (
    select
        parameters.as_of - 1 - customers.first_on as age_days,
        customers.second_on - customers.first_on as wait_days,
        count(*) as customer_count
    from customers
    cross join parameters
    cross join left_edge
    where
        left_edge.before_on is null
        or customers.first_on >= left_edge.before_on
    group by parameters.as_of - 1 - customers.first_on, customers.second_on - customers.first_on
),

repeated as (
    select
        windows.days,
        sum(counted.customer_count) as eligible_count,
        sum(counted.customer_count) filter (where counted.wait_days <= windows.days) as repeated_count
    from windows
    left join counted on windows.days <= counted.age_days
    group by windows.days
),

typed as (
    select
        cast(days as double) as days,
        cast(coalesce(eligible_count, 0) as double) as eligible,
        cast(coalesce(repeated_count, 0) as double) as repeated
    from repeated
)

select * from typed
