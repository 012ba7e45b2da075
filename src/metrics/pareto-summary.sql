-- One row: customers at as_of and what they hold, the best fifth of them, the fewest who hold 80%, n times that value times the Gini coefficient, and what the best one holds.
with

value_ranks as (
    select * from value_ranks
),

customers as (
    select * from int_chosen_customers
),

totals as (
    select
        cast(coalesce(sum(customer_count), 0) as bigint) as customer_count,
        coalesce(max(value_above + value * customer_count), 0) as value,
        max(value) as largest_value
    from value_ranks
),

reached as (
    select
        max(value_ranks.customers_above) filter (where value_ranks.customers_above < (totals.customer_count + 4) // 5) as fifth_above,
        max(value_ranks.customers_above) filter (where 5 * value_ranks.value_above < 4 * totals.value) as most_above
    from value_ranks
    cross join totals
),

top_fifth as (
    select
        value_ranks.value_above
        + value_ranks.value * cast((totals.customer_count + 4) // 5 - value_ranks.customers_above as integer) as value
    from totals
    cross join reached
    inner join value_ranks on reached.fifth_above = value_ranks.customers_above
),

crossed as (
    select
        value_ranks.customers_above,
        cast(value_ranks.value * 10000 as hugeint) as value_units,
        cast((4 * totals.value - 5 * value_ranks.value_above) * 10000 as hugeint) as five_missing_units
    from totals
    cross join reached
    inner join value_ranks on reached.most_above = value_ranks.customers_above
),

holders_of_80 as (
    select customers_above + (five_missing_units + 5 * value_units - 1) // (5 * value_units) as customer_count
    from crossed
),

inequalities as (
    select
        sum(
            value_ranks.value * (
                value_ranks.customer_count
                * (totals.customer_count - 2 * value_ranks.customers_above - value_ranks.customer_count)
            )
        ) as gini_times_value_and_customers
    from value_ranks
    cross join totals
),

without_value as (
    select count(*) as customer_count
    from customers
    where value <= 0
),

summary as (
    select
        cast(totals.customer_count as double) as customers,
        cast(totals.value as double) as value,
        cast((totals.customer_count + 4) // 5 as double) as top20_customers,
        cast(top_fifth.value as double) as top20_value,
        cast(holders_of_80.customer_count as double) as customers_for_80,
        cast(inequalities.gini_times_value_and_customers as double) as gini_times_value_and_customers,
        cast(without_value.customer_count as double) as customers_without_value,
        cast(totals.largest_value as double) as largest_value
    from totals
    cross join inequalities
    cross join without_value
    left join top_fifth on true
    left join holders_of_80 on true
)

select * from summary
