-- One row an order of the customers in the range: rows with the same order id or, without ids, the same time. It counts whole on its first day.
with

order_rows as (
    select * from order_rows
),

customer_range as (
    select * from customer_range
),

mapping as (
    select * from raw_mapping
),

rows_in_range as (
    select
        order_rows.customer_key,
        order_rows.order_key,
        order_rows.ordered_on,
        order_rows.value
    from order_rows
    where
        not order_rows.is_refund
        and order_rows.customer_key >= (select customer_range.first_key from customer_range)
        and order_rows.customer_key <= (select customer_range.last_key from customer_range)
),

merged as (
    select
        customer_key,
        order_key,
        min(ordered_on) as ordered_on,
        max(value) as largest_value,
        cast(sum(value) as decimal(18, 4)) as total_value
    from rows_in_range
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
