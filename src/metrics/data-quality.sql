-- One row a thing to know about the files of each table: rows read, kept and left out by file, notices, and how full each optional column of the orders is. Shares are of total_rows and total_amount.
with

row_notes as (
    select * from int_row_notes
),

notices as (
    select * from int_notices
),

column_notes as (
    select * from int_column_notes
),

money_notices as (
    select * from int_money_notices
),

referral_notices as (
    select * from referral_notices
),

side_row_notes as (
    select * from int_side_row_notes
),

side_notices as (
    select * from int_side_notices
),

noted as (
    select
        'orders' as table_name,
        topic,
        code,
        column_name,
        file_no,
        row_count,
        total_count,
        cast(null as decimal(38, 4)) as amount,
        cast(null as decimal(38, 4)) as total_amount,
        cast(null as varchar) as example
    from row_notes
    union all
    select
        'orders' as table_name,
        'notice' as topic,
        code,
        column_name,
        file_no,
        row_count,
        total_count,
        amount,
        total_amount,
        example
    from notices
    union all
    select
        'orders' as table_name,
        topic,
        code,
        column_name,
        null as file_no,
        row_count,
        total_count,
        null as amount,
        null as total_amount,
        example
    from column_notes
    union all
    select
        table_name,
        'notice' as topic,
        code,
        column_name,
        null as file_no,
        row_count,
        total_count,
        null as amount,
        null as total_amount,
        example
    from money_notices
    union all
    select
        table_name,
        'notice' as topic,
        code,
        column_name,
        null as file_no,
        row_count,
        total_count,
        null as amount,
        null as total_amount,
        null as example
    from referral_notices
    union all
    select
        table_name,
        topic,
        code,
        null as column_name,
        file_no,
        row_count,
        total_count,
        null as amount,
        null as total_amount,
        null as example
    from side_row_notes
    union all
    select
        table_name,
        'notice' as topic,
        code,
        column_name,
        null as file_no,
        row_count,
        total_count,
        amount,
        total_amount,
        example
    from side_notices
),

typed as (
    select
        table_name as "table",
        topic,
        code,
        column_name as "column",
        cast(file_no as double) as file,
        cast(row_count as double) as rows,
        cast(total_count as double) as total_rows,
        cast(amount as double) as amount,
        cast(total_amount as double) as total_amount,
        example
    from noted
)

select * from typed
