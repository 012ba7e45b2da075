-- One row an order of the customers in the range: rows with the same order id or, without ids, the same time. It counts whole on its first day.
with

order_rows as (
    select * from int_order_rows
),

mapping as (
    select * from raw_mapping
),

merged as (
    select
        customer_key,
        order_key,
        min(ordered_on) as ordered_on,
        max(value) as largest_value,
        cast(sum(value) as decimal(18, 4)) as total_value
    from order_rows
    group by customer_key, order_key
),

valued as (
    select
        merged.customer_key,
        merged.ordered_on,
        case
            when mapping.amount_is = 'order_total' then merged.largest_value
            else merged.total_value
        end as value
    from merged
    cross join mapping
)

select * from valued
