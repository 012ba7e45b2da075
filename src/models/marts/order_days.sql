-- One row a calendar day that a row of the order files names, plausible or not.
with

orders as (
    select * from raw_orders
),

counted as (
    select
        cast(ordered_at as date) as ordered_on,
        count(*) as row_count
    from orders
    where ordered_at is not null
    group by cast(ordered_at as date)
)

select * from counted
