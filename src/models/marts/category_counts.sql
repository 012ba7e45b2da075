-- One row a category that stands in a kept purchase row: how many such rows.
with

orders as (
    select * from stg_orders
),

counted as (
    select
        category,
        count(*) as row_count
    from orders
    where
        category is not null
        and left_out_reason is null
        and amount >= 0
    group by category
)

select * from counted
