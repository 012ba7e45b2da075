-- One row a look-back and value that a customer had then: how many customers had just that value, and how many had less.
with

customer_snapshots as (
    select * from customer_snapshots
),

counted as (
    select
        days_before,
        value,
        count(*) as customer_count
    from customer_snapshots
    group by days_before, value
),

ranked as (
    select
        days_before,
        value,
        cast(customer_count as integer) as customer_count,
        cast(
            sum(customer_count) over (
                partition by days_before
                order by value
                rows between unbounded preceding and current row
            ) - customer_count as integer
        ) as customers_below
    from counted
)

select * from ranked
