-- One row a table beside the orders, file and reason for leaving rows out: the first such row, with its text where it could not be read.
with

row_counts as (
    select * from side_row_counts
),

rejected_rows as (
    select * from raw_side_rejected_rows
),

files as (
    select * from raw_side_files
),

set_aside as (
    select * from raw_set_aside
),

with_text as (
    select
        table_name,
        file_no,
        reason,
        min(row_no) as row_no,
        arg_min(text, row_no) as text
    from rejected_rows
    group by table_name, file_no, reason
),

left_out as (
    select
        table_name,
        file_no,
        left_out_reason as reason,
        first_row_no as row_no
    from row_counts
    where left_out_reason is not null
    union all
    select
        with_text.table_name,
        with_text.file_no,
        with_text.reason,
        with_text.row_no
    from with_text
    inner join set_aside
        on
            with_text.table_name = set_aside.table_name
            and with_text.file_no = set_aside.file_no
            and with_text.reason = set_aside.reason
),

examples as (
    select
        left_out.table_name,
        left_out.file_no,
        left_out.reason,
        coalesce(with_text.row_no, left_out.row_no) as row_no,
        with_text.text
    from left_out
    left join with_text
        on
            left_out.table_name = with_text.table_name
            and left_out.file_no = with_text.file_no
            and left_out.reason = with_text.reason
),

typed as (
    select
        examples.table_name,
        examples.reason,
        files.name as file_name,
        cast(examples.row_no as double) as row_no,
        examples.text
    from examples
    inner join files
        on
            examples.table_name = files.table_name
            and examples.file_no = files.file_no
    order by examples.table_name, examples.reason, examples.file_no
)

select * from typed
