-- One row a table beside the orders that was given, and reason for leaving its rows out (null: kept; no kept row still has its row): files and rows.
with

counted as (
    select * from side_row_counts
),

files as (
    select * from raw_side_files
),

given as (
    select
        table_name,
        count(*) as file_count,
        sum(record_count - row_count) as unreadable_count
    from files
    group by table_name
),

judged as (
    select
        given.table_name,
        given.file_count,
        cast(null as varchar) as reason,
        coalesce(sum(counted.row_count) filter (where counted.left_out_reason is null), 0) as row_count
    from given
    left join counted on given.table_name = counted.table_name
    group by given.table_name, given.file_count
    union all
    select
        given.table_name,
        given.file_count,
        counted.left_out_reason as reason,
        sum(counted.row_count) as row_count
    from given
    inner join counted on given.table_name = counted.table_name
    where counted.left_out_reason is not null
    group by given.table_name, given.file_count, counted.left_out_reason
    union all
    select
        table_name,
        file_count,
        'unreadable' as reason,
        unreadable_count as row_count
    from given
    where unreadable_count > 0
),

typed as (
    select
        table_name,
        cast(file_count as double) as file_count,
        reason,
        cast(row_count as double) as row_count
    from judged
)

select * from typed
