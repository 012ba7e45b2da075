-- One row a channel that customers were acquired through, and a category among the fifty with the most purchase rows: what the filters may be set to, with the customers or rows behind it, over the whole file.
with

cohort_sizes as (
    select * from cohort_sizes
),

channels as (
    select * from channels
),

category_counts as (
    select * from category_counts
),

channel_counts as (
    select
        channel_no,
        sum(customer_count) as customer_count
    from cohort_sizes
    group by channel_no
),

largest_categories as (
    select
        category,
        row_count
    from category_counts
    order by row_count desc, category
    limit 50
),

options as (
    select
        'channel' as filter,
        channels.channel as value,
        cast(channel_counts.customer_count as double) as size
    from channels
    inner join channel_counts on channels.channel_no = channel_counts.channel_no
    union all
    select
        'category' as filter,
        category as value,
        cast(row_count as double) as size
    from largest_categories
)

select * from options
