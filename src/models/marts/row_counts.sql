-- One row a file and reason for leaving rows out (null: kept): how many rows, their first and last day, that of those with an amount of zero or more, the first such row.
with

orders as (
    select * from stg_orders
),

counted as (
    select
        file_no,
        left_out_reason,
        count(*) as row_count,
        min(ordered_on) as first_on,
        max(ordered_on) as last_on,
        min(ordered_on) filter (where amount >= 0) as first_order_on,
        max(ordered_on) filter (where amount >= 0) as last_order_on,
        min(row_no) as first_row_no
    from orders
    group by file_no, left_out_reason
)

select * from counted
