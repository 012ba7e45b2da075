-- One row a row of the send files, with the reason for leaving it out (null: kept).
with

sends as (
    select * from raw_sends
),

judged as (
    select
        file_no,
        row_no,
        customer_id,
        sent_at,
        campaign,
        variant,
        channel,
        message,
        personalised as is_personalised,
        cost,
        opened_at,
        clicked_at,
        case
            when customer_id is null then 'no_customer'
            when contains(customer_id, '*') then 'masked_customer'
            when sent_at is null then 'no_time'
            when year(sent_at) not between 1990 and 2099 then 'implausible_date'
        end as left_out_reason
    from sends
)

select * from judged
