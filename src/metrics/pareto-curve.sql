-- One row a whole percent of the customers, the most valuable first: how many customers that is, and what they hold; with the value of all.
with

value_ranks as (
    select * from value_ranks
),

totals as (
    select
        cast(sum(customer_count) as bigint) as customer_count,
        max(value_above + value * customer_count) as value
    from value_ranks
),

crossed as (
    select
        value_ranks.value,
        value_ranks.customers_above,
        value_ranks.value_above,
        100 * value_ranks.customers_above // totals.customer_count + 1 as first_percent,
        100 * (value_ranks.customers_above + value_ranks.customer_count) // totals.customer_count as last_percent
    from value_ranks
    cross join totals
    where
        100 * value_ranks.customers_above // totals.customer_count
        < 100 * (value_ranks.customers_above + value_ranks.customer_count) // totals.customer_count
),

points as (
    select
        percents.percent,
        (percents.percent * totals.customer_count + 99) // 100 as customer_count,
        crossed.customers_above,
        crossed.value_above,
        crossed.value,
        totals.value as all_value
    from crossed
    inner join generate_series(1, 100) as percents (percent)
        on percents.percent between crossed.first_percent and crossed.last_percent
    cross join totals
),

curve as (
    select
        cast(percent as double) as percent,
        cast(customer_count as double) as customers,
        cast(value_above + value * cast(customer_count - customers_above as integer) as double) as value,
        cast(all_value as double) as all_value
    from points
)

select * from curve
