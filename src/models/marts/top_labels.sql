-- One row a category or product among the eight that stand in the most kept purchase rows, with a number for each kind.
with

category_counts as (
    select * from category_counts
),

product_rows as (
    select * from stg_orders
),

counted as (
    select
        'category' as split,
        category as label,
        row_count
    from category_counts
    union all
    select
        'product' as split,
        product as label,
        count(*) as row_count
    from product_rows
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
        row_number() over (partition by split order by row_count desc, label) as label_number
    from counted
),

top_eight as (
    select
        split,
        label,
        cast(label_number as integer) as label_number
    from ranked
    where label_number <= 8
)

select * from top_eight
