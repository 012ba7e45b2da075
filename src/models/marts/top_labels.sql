-- One row a category or product among the eight that stand in the most kept purchase rows, with a number for each kind.
with

orders as (
    select * from stg_orders
),

counted as (
    select
        'category' as split,
        category as label,
        count(*) as row_count
    from orders
    where
        category is not null
        and left_out_reason is null
        and amount >= 0
    group by category
    union all
    select
        'product' as split,
        product as label,
        count(*) as row_count
    from orders
    where
        product is not null
        and left_out_reason is null
        and amount >= 0
    group by product
),

ranked as (
    select
        split,
        label,
        cast(row_number() over (partition by split order by row_count desc, label) as tinyint) as label_number
    from counted
),

top_eight as (
    select * from ranked
    where label_number <= 8
)

select * from top_eight
