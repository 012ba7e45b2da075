-- One row a history at the end of the calibration, of customers whose first day is known: repeat purchase days, days to the last of them and to the last calibration day, customers.
with

purchase_days as (
    select * from int_purchase_days
),

calibration as (
    select * from int_calibration
),

lives as (
    select
        purchase_days.customer_key,
        cast(max(purchase_days.purchase_number) - 1 as integer) as repeat_count,
        cast(max(purchase_days.purchased_on) - any_value(purchase_days.first_on) as integer) as last_days,
        cast(any_value(calibration.cut_on) - 1 - any_value(purchase_days.first_on) as integer) as age_days
    from purchase_days
    cross join calibration
    where
        purchase_days.purchased_on < calibration.cut_on
        and purchase_days.first_on >= calibration.first_on
    group by purchase_days.customer_key
),

histories as (
    select
        cast(repeat_count as double) as x,
        cast(last_days as double) as last_days,
        cast(age_days as double) as age_days,
        cast(count(*) as double) as customers
    from lives
    group by
        repeat_count,
        last_days,
        age_days
    order by
        repeat_count,
        age_days,
        last_days
)

select * from histories
