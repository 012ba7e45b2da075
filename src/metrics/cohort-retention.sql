-- One row a cohort (month, week or quarter of the first order) and period since: how many of its customers bought in it, in it or later, or ever since.
with

cohort_cells as (
    select * from cohort_cells
),

cells as (
    select
        cast(cohort_on as timestamp) as cohort,
        cast(period as double) as period,
        is_left_edge,
        is_period_complete as is_complete,
        cast(customer_count as double) as eligible,
        cast(active_count as double) as active,
        cast(active_or_later_count as double) as active_or_later,
        cast(active_ever_count as double) as active_ever
    from cohort_cells
)

select * from cells
