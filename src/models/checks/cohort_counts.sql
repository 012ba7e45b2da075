-- One row a cohort cell that cannot be: more active than there are customers, or not everyone active in the first period. Plus one if the cohorts do not add up to all customers.
with

cohort_cells as (
    select * from cohort_cells
),

customers as (
    select * from customers
),

impossible as (
    select
        cohort_on,
        period
    from cohort_cells
    where
        active_count > active_or_later_count
        or active_or_later_count > customer_count
        or active_ever_count > customer_count
        or (period = 0 and active_count <> customer_count)
        or (period > 0 and active_count > active_ever_count)
),

sums as (
    select
        (select sum(customer_count) from cohort_cells where period = 0) as cohort_customer_count,
        (select count(*) from customers) as customer_count
),

offending as (
    select
        cohort_on,
        period
    from impossible
    union all
    select
        cast(null as date) as cohort_on,
        cast(null as integer) as period
    from sums
    where coalesce(cohort_customer_count, 0) <> customer_count
)

select * from offending
