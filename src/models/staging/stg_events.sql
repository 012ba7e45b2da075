-- One row a row of the event files, with the reason for leaving it out (null: kept).
with

events as (
    select * from raw_events
),

judged as (
    select
        file_no,
        row_no,
        customer_id,
        visitor_id,
        event,
        occurred_at,
        product,
        session_id,
        case
            when coalesce(customer_id, visitor_id) is null then 'no_customer'
            when event is null then 'no_event'
            when occurred_at is null then 'no_time'
            when year(occurred_at) not between 1990 and 2099 then 'implausible_date'
        end as left_out_reason
    from events
)

select * from judged
