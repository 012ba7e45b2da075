-- One row a look-back, dimension (r: days since the last order, f: orders, m: value) and value that a customer had then: how many customers had just that value, and how many a lower one.
with

customer_snapshots as not materialized (
    select * from customer_snapshots
),

value_counts as (
    select * from value_counts
),

whole_numbers as (
    select
        days_before,
        'r' as dimension,
        recency_days as value,
        count(*) as customer_count
    from customer_snapshots
    group by days_before, recency_days
    union all
    select
        days_before,
        'f' as dimension,
        order_count as value,
        count(*) as customer_count
    from customer_snapshots
    group by days_before, order_count
),

ranked as (
    select
        days_before,
        dimension,
        cast(value as decimal(18, 4)) as value,
        customer_count,
        cast(
            sum(customer_count) over (
                partition by days_before, dimension
                order by value
                rows between unbounded preceding and current row
            ) - customer_count as bigint
        ) as customers_below
    from whole_numbers
    union all
    select
        days_before,
        'm' as dimension,
        value,
        customer_count,
        customers_below
    from value_counts
)

select * from ranked
