-- One row: the first and last day that a date in the order files may name.
with

order_days as (
    select * from order_days
),

ranked as (
    select
        ordered_on,
        sum(row_count) over (order by ordered_on) as rows_so_far,
        sum(row_count) over () as rows_in_all
    from order_days
),

bounds as (
    select
        date '1990-01-01' as earliest_on,
        least(
            cast(min(ordered_on) filter (where 1000 * rows_so_far >= 999 * rows_in_all) + interval 366 day as date),
            date '2099-12-31'
        ) as latest_on
    from ranked
)

select * from bounds
