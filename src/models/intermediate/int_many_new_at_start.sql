-- One row at most: the new customers of the first period, if they are more than twice the median of the ended periods and nobody said how far back the file goes.
with

cohort_cells as (
    select * from cohort_cells
),

file_history as (
    select * from file_history
),

cohorts as (
    select
        cohort_cells.cohort_on,
        cohort_cells.customer_count
    from cohort_cells
    cross join file_history
    where
        cohort_cells.period = 0
        and cohort_cells.is_period_complete
        and file_history.history = 'unanswered'
),

compared as (
    select
        count(*) as cohort_count,
        min(cohort_on) as first_on,
        arg_min(customer_count, cohort_on) as first_count,
        percentile_cont(0.5) within group (order by customer_count) as median_count
    from cohorts
),

found as (
    select
        first_on,
        first_count
    from compared
    where
        cohort_count >= 3
        and first_count > 2 * median_count
)

select * from found
