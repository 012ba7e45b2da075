-- One row: the median positive amount of the kept rows, how many are more than fifty times as large, their sum, and the largest.
with

orders as (
    select * from stg_orders
),

amounts as (
    select amount
    from orders
    where
        left_out_reason is null
        and amount > 0
),

medians as (
    select percentile_disc(0.5) within group (order by amount) as median_amount
    from amounts
),

large as (
    select
        any_value(medians.median_amount) as median_amount,
        count(*) as row_count,
        sum(amounts.amount) as amount,
        max(amounts.amount) as largest_amount
    from amounts
    cross join medians
    where amounts.amount > 50 * medians.median_amount
)

select * from large
