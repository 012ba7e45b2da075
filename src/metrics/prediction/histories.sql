-- One row a history of customers whose first day is known: repeat purchase days, days to the last of them and to the last observed day, customers.
with

lives as (
    select * from int_buying_lives
),

histories as (
    select
        cast(repeat_count as double) as x,
        cast(last_days as double) as last_days,
        cast(age_days as double) as age_days,
        cast(count(*) as double) as customers
    from lives
    where is_known
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
