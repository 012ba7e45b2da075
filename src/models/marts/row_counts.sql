-- One row a file and reason for leaving rows out (null: kept): how many rows, their first and last day, the first such row.
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
        min(row_no) as first_row_no
    from orders
    group by file_no, left_out_reason
)

select * from counted
