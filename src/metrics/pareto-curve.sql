-- One row a whole percent of the customers, the most valuable first: how many customers that is, and what they hold; with the value of all.
with

value_ranks as (
    select * from value_ranks
),

totals as (
    select
        sum(customer_count) as customer_count,
        sum(value * cast(customer_count as integer)) as value
    from value_ranks
),

reached as (
    select
        value_ranks.value,
        value_ranks.customers_above,
        value_ranks.value_above,
        totals.customer_count as all_customers,
        totals.value as all_value,
        cast((100 * value_ranks.customers_above) // totals.customer_count + 1 as integer) as first_percent,
        cast(
            (100 * (value_ranks.customers_above + value_ranks.customer_count)) // totals.customer_count as integer
        ) as last_percent
    from value_ranks
    cross join totals
),

crossing as (
    select * from reached
    where last_percent >= first_percent
),

points as (
    select
        percents.percent,
        cast((percents.percent * crossing.all_customers + 99) // 100 as bigint) as customer_count,
        crossing.customers_above,
        crossing.value_above,
        crossing.value,
        crossing.all_value
    from crossing
    inner join generate_series(1, 100) as percents (percent)
        on percents.percent between crossing.first_percent and crossing.last_percent
),

curve as (
    select
        cast(percent as double) as percent,
        cast(customer_count as double) as customers,
        cast(value_above + cast(customer_count - customers_above as integer) * value as double) as value,
        cast(all_value as double) as all_value
    from points
)

select * from curve
