-- One row a file and reason for leaving rows out: the first such row, with its text where it could not be read.
with

row_counts as (
    select * from row_counts
),

rejected_rows as (
    select * from raw_rejected_rows
),

files as (
    select * from raw_files
),

with_text as (
    select
        file_no,
        reason,
        min(row_no) as row_no,
        arg_min(text, row_no) as text
    from rejected_rows
    group by file_no, reason
),

examples as (
    select
        coalesce(row_counts.file_no, with_text.file_no) as file_no,
        coalesce(row_counts.left_out_reason, with_text.reason) as reason,
        coalesce(with_text.row_no, row_counts.first_row_no) as row_no,
        with_text.text
    from row_counts
    full join with_text
        on
            row_counts.file_no = with_text.file_no
            and row_counts.left_out_reason = with_text.reason
),

typed as (
    select
        examples.reason,
        files.name as file_name,
        cast(examples.row_no as double) as row_no,
        examples.text
    from examples
    inner join files on examples.file_no = files.file_no
    where examples.reason is not null
    order by examples.reason, examples.file_no
)

select * from typed
