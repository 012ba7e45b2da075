-- One row: first day, the day (exclusive) that ends the calibration, and as_of, as days of the epoch.
with

calibration as (
    select * from int_calibration
),

span as (
    select
        cast(first_on - date '1970-01-01' as double) as first_day,
        cast(cut_on - date '1970-01-01' as double) as cut_day,
        cast(as_of - date '1970-01-01' as double) as as_of_day
    from calibration
)

select * from span
