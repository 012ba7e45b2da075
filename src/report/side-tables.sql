-- One row a table beside the orders that was given, and reason for leaving its rows out (null: kept; no kept row still has its row): files and rows.
with

counted as (
    select * from side_row_counts
),

files as (
    select * from raw_side_files
),

set_aside as (
    select * from raw_set_aside
),

given as (
    select
        table_name,
        count(*) as file_count
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
        given.table_name,
        given.file_count,
        set_aside.reason,
        sum(set_aside.row_count) as row_count
    from given
    inner join set_aside on given.table_name = set_aside.table_name
    group by given.table_name, given.file_count, set_aside.reason
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
