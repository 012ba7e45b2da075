-- One row a week after the calibration, from 1, with purchases of customers first seen in it: their purchase days.
with

purchase_days as (
    select * from int_purchase_days
),

calibration as (
    select * from int_calibration
),

weeks as (
    select
        cast((purchase_days.purchased_on - calibration.cut_on) // 7 + 1 as double) as week,
        cast(count(*) as double) as purchases
    from purchase_days
    cross join calibration
    where
        purchase_days.purchased_on >= calibration.cut_on
        and purchase_days.first_on >= calibration.first_on
        and purchase_days.first_on < calibration.cut_on
    group by week
    order by week
)

select * from weeks
