-- One row a period since the first order: all cohorts whose period has ended, taken together; those of the left edge are left out.
with

cohort_cells as (
    select * from cohort_cells
),

pooled as (
    select
        period,
        count(*) as cohort_count,
        sum(customer_count) as customer_count,
        sum(active_count) as active_count,
        sum(active_or_later_count) as active_or_later_count,
        sum(active_ever_count) as active_ever_count
    from cohort_cells
    where
        is_period_complete
        and not is_left_edge
    group by period
),

typed as (
    select
        cast(period as double) as period,
        cast(cohort_count as double) as cohorts,
        cast(customer_count as double) as eligible,
        cast(active_count as double) as active,
        cast(active_or_later_count as double) as active_or_later,
        cast(active_ever_count as double) as active_ever
    from pooled
)

select * from typed
