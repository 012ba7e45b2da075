-- One row a number of repeat purchase days and what they brought, of customers whose first day is known: customers.
with

lives as (
    select * from int_buying_lives
),

spending as (
    select
        cast(repeat_count as double) as x,
        cast(repeat_value as double) as value,
        cast(count(*) as double) as customers
    from lives
    where
        is_known
        and repeat_count > 0
        and repeat_value > 0
    group by
        repeat_count,
        repeat_value
    order by
        x,
        value
)

select * from spending
