-- One row a quarter: what was bought, what of it by customers with a birth year, and how many these are.
with

month_baskets as (
    select * from month_baskets
),

age_values as (
    select * from age_values
),

bought as (
    select
        cast(date_trunc('quarter', month_on) as date) as quarter_on,
        sum(value) as value
    from month_baskets
    group by date_trunc('quarter', month_on)
),

known as (
    select
        quarter_on,
        sum(value) as value,
        sum(customer_count) as customer_count
    from age_values
    group by quarter_on
),

tallies as (
    select
        cast(bought.quarter_on as timestamp) as quarter,
        cast(bought.value as double) as value,
        cast(coalesce(known.value, 0) as double) as known_value,
        cast(coalesce(known.customer_count, 0) as double) as customers
    from bought
    left join known on bought.quarter_on = known.quarter_on
    order by bought.quarter_on
)

select * from tallies
