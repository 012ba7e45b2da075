-- One row a quarter, group of customers (0 to 199) and birth year: what they bought.
with

age_values as (
    select * from age_values
),

tallies as (
    select
        cast(quarter_on as timestamp) as quarter,
        cast(group_no as double) as "group",
        cast(birth_year as double) as birth_year,
        cast(value as double) as value
    from age_values
    order by quarter_on, group_no, birth_year
)

select * from tallies
