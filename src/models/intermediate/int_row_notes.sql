-- One row a file and what became of its rows: read, kept, or left out for a reason.
with

row_counts as (
    select * from row_counts
),

files as (
    select * from raw_files
),

set_aside as (
    select * from raw_set_aside
),

noted as (
    select
        'rows' as topic,
        'read' as code,
        file_no,
        record_count as row_count,
        cast(null as varchar) as column_name
    from files
    union all
    select
        'rows' as topic,
        'kept' as code,
        files.file_no,
        coalesce(row_counts.row_count, 0) as row_count,
        cast(null as varchar) as column_name
    from files
    left join row_counts
        on
            files.file_no = row_counts.file_no
            and row_counts.left_out_reason is null
    union all
    select
        'left_out' as topic,
        left_out_reason as code,
        file_no,
        row_count,
        case
            when left_out_reason in ('no_customer', 'masked_customer') then 'customer_id'
            when left_out_reason in ('no_time', 'implausible_date') then 'ordered_at'
            when left_out_reason = 'no_amount' then 'amount'
            when left_out_reason = 'duplicate_file' then 'order_id'
        end as column_name
    from row_counts
    where left_out_reason is not null
    union all
    select
        'left_out' as topic,
        reason as code,
        file_no,
        row_count,
        cast(null as varchar) as column_name
    from set_aside
    where table_name = 'orders'
),

shared as (
    select
        noted.topic,
        noted.code,
        noted.column_name,
        noted.file_no,
        noted.row_count,
        files.record_count as total_count
    from noted
    inner join files on noted.file_no = files.file_no
)

select * from shared
