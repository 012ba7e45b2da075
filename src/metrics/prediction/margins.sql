-- One row a customer whose margin is known: repeat purchase days, whether their first day is known, their margin before as_of, and what of it came in after the first day.
with

margin_lives as (
    select * from int_margin_lives
),

margins as (
    select
        cast(customer_key as double) as customer_key,
        cast(repeat_count as double) as x,
        is_known,
        cast(margin as double) as margin,
        cast(repeat_margin as double) as repeat_margin
    from margin_lives
)

select * from margins
