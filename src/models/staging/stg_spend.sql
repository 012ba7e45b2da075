-- One row a row of the spend files: the days it was spent on (both included), with the reason for leaving it out (null: kept).
with

spend as (
    select * from raw_spend
),

dated as (
    select
        file_no,
        row_no,
        cast("date" as date) as from_on,
        case
            when until is not null then cast(until as date)
            when period in ('week', '주', '주간') then cast("date" as date) + 6
            when period in ('month', '월', '월간') then last_day(cast("date" as date))
            else cast("date" as date)
        end as to_on,
        amount,
        channel,
        campaign
    from spend
),

judged as (
    select
        *,
        case
            when from_on is null then 'no_time'
            when amount is null then 'no_amount'
            when amount < 0 then 'negative_amount'
            when year(from_on) not between 1990 and 2099 then 'implausible_date'
            when to_on < from_on or to_on > from_on + 400 then 'implausible_period'
        end as left_out_reason
    from dated
)

select * from judged
