-- One row a value that a chosen customer has at as_of, what is below zero counted as zero: how many customers have it, how many have more, and what these hold together.
with

customers as (
    select * from int_chosen_customers
),

counted as (
    select
        greatest(value, 0) as value,
        cast(count(*) as integer) as customer_count
    from customers
    group by greatest(value, 0)
),

ranked as (
    select
        value,
        customer_count,
        cast(sum(customer_count) over best_first - customer_count as bigint) as customers_above,
        cast(
            sum(value * customer_count) over best_first - value * customer_count as decimal(38, 4)
        ) as value_above
    from counted
    window best_first as (order by value desc rows between unbounded preceding and current row)
)

select * from ranked
