-- One row a file of a table beside the orders and what became of its rows: read, kept, or left out for a reason.
with

row_counts as (
    select * from side_row_counts
),

files as (
    select * from raw_side_files
),

set_aside as (
    select * from raw_set_aside
),

noted as (
    select
        table_name,
        'rows' as topic,
        'read' as code,
        file_no,
        record_count as row_count
    from files
    union all
    select
        files.table_name,
        'rows' as topic,
        'kept' as code,
        files.file_no,
        coalesce(row_counts.row_count, 0) as row_count
    from files
    left join row_counts
        on
            files.table_name = row_counts.table_name
            and files.file_no = row_counts.file_no
            and row_counts.left_out_reason is null
    union all
    select
        table_name,
        'left_out' as topic,
        left_out_reason as code,
        file_no,
        row_count
    from row_counts
    where left_out_reason is not null
    union all
    select
        table_name,
        'left_out' as topic,
        reason as code,
        file_no,
        row_count
    from set_aside
    where table_name <> 'orders'
),

shared as (
    select
        noted.table_name,
        noted.topic,
        noted.code,
        noted.file_no,
        noted.row_count,
        files.record_count as total_count
    from noted
    inner join files
        on
            noted.table_name = files.table_name
            and noted.file_no = files.file_no
)

select * from shared
