-- One row a cohort (month of the first order) and whole month after it (1 to 12) that has ended: how many customers it has, how many bought in that month.
with

cohort_returns as (
    select * from cohort_returns
),

month_ends as (
    select * from month_ends
),

sizes as (
    select
        cohort_on,
        customer_count
    from cohort_returns
    where months_after = 0
),

cells as (
    select
        sizes.cohort_on,
        sizes.customer_count,
        month_ends.month_on,
        12 * (year(month_ends.month_on) - year(sizes.cohort_on))
        + month(month_ends.month_on) - month(sizes.cohort_on) as months_after
    from sizes
    inner join month_ends
        on
            sizes.cohort_on < month_ends.month_on
            and month_ends.month_on <= sizes.cohort_on + interval 12 month
),

tallies as (
    select
        cast(cells.cohort_on as timestamp) as cohort,
        cast(cells.months_after as double) as k,
        cast(cells.customer_count as double) as customers,
        cast(coalesce(cohort_returns.customer_count, 0) as double) as active
    from cells
    left join cohort_returns
        on
            cells.cohort_on = cohort_returns.cohort_on
            and cells.months_after = cohort_returns.months_after
    order by cells.cohort_on, cells.months_after
)

select * from tallies
