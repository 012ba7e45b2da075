-- One row: customers at as_of and what they hold, the best fifth of them, the fewest who hold 80%, and the sum of value times rank (ascending) for the Gini coefficient.
with

value_ranks as (
    select * from value_ranks
),

value_counts as (
    select * from value_counts
),

totals as (
    select
        cast(coalesce(sum(customer_count), 0) as bigint) as customer_count,
        cast(coalesce(sum(value * cast(customer_count as integer)), 0) as decimal(38, 4)) as value,
        cast(coalesce(sum(customer_count), 0) + 4 as bigint) // 5 as top_count
    from value_ranks
),

top_fifth as (
    select
        max(
            value_ranks.value_above + cast(totals.top_count - value_ranks.customers_above as integer) * value_ranks.value
        ) as value
    from value_ranks
    cross join totals
    where
        value_ranks.customers_above < totals.top_count
        and value_ranks.customers_above + value_ranks.customer_count >= totals.top_count
),

units as (
    select
        value_ranks.customers_above,
        cast(value_ranks.value * 10000 as hugeint) as value,
        cast(value_ranks.value_above * 10000 as hugeint) as value_above,
        value_ranks.customer_count,
        cast(totals.value * 10000 as hugeint) as all_value
    from value_ranks
    cross join totals
    where value_ranks.value > 0
),

holders_of_80 as (
    select
        max(customers_above + (4 * all_value - 5 * value_above + 5 * value - 1) // (5 * value)) as customer_count
    from units
    where
        5 * value_above < 4 * all_value
        and 5 * (value_above + value * customer_count) >= 4 * all_value
),

ranks as (
    select
        cast(sum(
            value_ranks.value * cast(
                value_ranks.customer_count
                * (2 * (totals.customer_count - value_ranks.customers_above) - value_ranks.customer_count + 1)
                as bigint
            )
        ) as double) as value_times_twice_rank
    from value_ranks
    cross join totals
),

without_value as (
    select coalesce(sum(customer_count), 0) as customer_count
    from value_counts
    where
        days_before = 0
        and value <= 0
),

summary as (
    select
        cast(totals.customer_count as double) as customers,
        cast(totals.value as double) as value,
        cast(totals.top_count as double) as top20_customers,
        cast(top_fifth.value as double) as top20_value,
        cast(holders_of_80.customer_count as double) as customers_for_80,
        ranks.value_times_twice_rank,
        cast(without_value.customer_count as double) as customers_without_value
    from totals
    cross join top_fifth
    cross join holders_of_80
    cross join ranks
    cross join without_value
)

select * from summary
