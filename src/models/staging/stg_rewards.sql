-- One row a row of the reward files, with the reason for leaving it out (null: kept).
with

rewards as (
    select * from raw_rewards
),

judged as (
    select
        file_no,
        row_no,
        customer_id,
        occurred_at,
        points,
        kind,
        tier,
        case
            when customer_id is null then 'no_customer'
            when contains(customer_id, '*') then 'masked_customer'
            when occurred_at is null then 'no_time'
            when points is null then 'no_points'
            when year(occurred_at) not between 1990 and 2099 then 'implausible_date'
        end as left_out_reason
    from rewards
)

select * from judged
