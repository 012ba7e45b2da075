-- One row a table beside the orders, file and reason for leaving rows out (null: kept): how many rows, and the first such row.
with

customers_counted as (
    select
        'customers' as table_name,
        file_no,
        left_out_reason,
        count(*) as row_count,
        min(row_no) as first_row_no
    from stg_customers
    group by file_no, left_out_reason
),

spend_counted as (
    select
        'spend' as table_name,
        file_no,
        left_out_reason,
        count(*) as row_count,
        min(row_no) as first_row_no
    from stg_spend
    group by file_no, left_out_reason
),

events_counted as (
    select
        'events' as table_name,
        file_no,
        left_out_reason,
        count(*) as row_count,
        min(row_no) as first_row_no
    from stg_events
    group by file_no, left_out_reason
),

sends_counted as (
    select
        'sends' as table_name,
        file_no,
        left_out_reason,
        count(*) as row_count,
        min(row_no) as first_row_no
    from stg_sends
    group by file_no, left_out_reason
),

surveys_counted as (
    select
        'surveys' as table_name,
        file_no,
        left_out_reason,
        count(*) as row_count,
        min(row_no) as first_row_no
    from stg_surveys
    group by file_no, left_out_reason
),

rewards_counted as (
    select
        'rewards' as table_name,
        file_no,
        left_out_reason,
        count(*) as row_count,
        min(row_no) as first_row_no
    from stg_rewards
    group by file_no, left_out_reason
),

counted as (
    select * from customers_counted
    union all
    select * from spend_counted
    union all
    select * from events_counted
    union all
    select * from sends_counted
    union all
    select * from surveys_counted
    union all
    select * from rewards_counted
)

select * from counted
