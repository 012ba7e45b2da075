-- One row a range of customer keys that holds about three million kept rows: what is too large at once is built range by range.
with

customers as (
    select
        coalesce(max(customer_key), 0) as customer_count
    from customer_keys
),

kept as (
    select coalesce(sum(row_count), 0) as row_count
    from row_counts
    where left_out_reason is null
),

sized as (
    select
        customers.customer_count,
        greatest(1, cast(ceil(kept.row_count / 3000000) as integer)) as range_count
    from customers
    cross join kept
),

widths as (
    select
        range_count,
        cast(ceil(customer_count / range_count) as integer) as width
    from sized
),

ranges as (
    select
        cast(1 + numbers.range_no * widths.width as integer) as first_key,
        cast((numbers.range_no + 1) * widths.width as integer) as last_key
    from widths
    cross join generate_series(0, 999) as numbers (range_no)
    where numbers.range_no < widths.range_count
)

select * from ranges
