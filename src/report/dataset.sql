-- One row a reason for leaving rows of the order files out (null: kept), over all files, with the first and last day of the kept orders (of the kept refunds where there is no order).
with

counted as (
    select * from row_counts
),

set_aside as (
    select * from raw_set_aside
),

judged as (
    select
        left_out_reason as reason,
        sum(row_count) as row_count,
        case
            when left_out_reason is null then coalesce(min(first_order_on), min(first_on))
        end as first_on,
        case
            when left_out_reason is null then coalesce(max(last_order_on), max(last_on))
        end as last_on
    from counted
    group by left_out_reason
),

unreadable as (
    select
        reason,
        sum(row_count) as row_count,
        cast(null as date) as first_on,
        cast(null as date) as last_on
    from set_aside
    where table_name = 'orders'
    group by reason
),

reasons as (
    select * from judged
    union all
    select * from unreadable
),

typed as (
    select
        reason,
        cast(row_count as double) as row_count,
        cast(first_on as timestamp) as first_on,
        cast(last_on as timestamp) as last_on
    from reasons
)

select * from typed
