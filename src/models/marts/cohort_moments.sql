-- One row a channel (null: not known), month of the first order and window in days: the customers, those who came back within a year, and the sums of their margin in the window, of its square and of its cube. Exact; squares and cubes in hundredths of the currency.
with

customer_windows as (
    select * from customer_windows
),

windows as (
    select
        customer_windows.channel_no,
        customer_windows.cohort_on,
        customer_windows.is_repeater,
        lengths.days,
        case lengths.days
            when 30 then customer_windows.margin_30
            when 60 then customer_windows.margin_60
            when 90 then customer_windows.margin_90
            when 180 then customer_windows.margin_180
            else customer_windows.margin_365
        end as margin
    from customer_windows
    cross join (values (30), (60), (90), (180), (365)) as lengths (days)
),

counted as (
    select
        channel_no,
        cohort_on,
        days,
        is_repeater,
        margin,
        cast(round(margin * 100) as hugeint) as hundredths
    from windows
),

moments as (
    select
        channel_no,
        cohort_on,
        days,
        count(*) as customer_count,
        count(*) filter (where is_repeater) as repeater_count,
        cast(sum(margin) as decimal(38, 4)) as margin,
        sum(hundredths * hundredths) as square_hundredths,
        sum(hundredths * hundredths * hundredths) as cube_hundredths
    from counted
    group by channel_no, cohort_on, days
)

select * from moments
