-- One row a row of the survey files, with the reason for leaving it out (null: kept).
with

surveys as (
    select * from raw_surveys
),

judged as (
    select
        file_no,
        row_no,
        customer_id,
        answered_at,
        expectation,
        experience,
        attitude,
        reason,
        case
            when customer_id is null then 'no_customer'
            when contains(customer_id, '*') then 'masked_customer'
            when answered_at is null then 'no_time'
            when year(answered_at) not between 1990 and 2099 then 'implausible_date'
        end as left_out_reason
    from surveys
)

select * from judged
