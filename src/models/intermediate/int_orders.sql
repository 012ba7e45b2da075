-- One row an order: rows with the same customer and order id or, without ids, the same customer and time.
with

order_rows as (
    select * from int_order_rows
),

mapping as (
    select * from raw_mapping
),

merged as (
    select
        order_rows.customer_key,
        order_rows.order_id,
        min(order_rows.ordered_on) as ordered_on,
        case
            when any_value(mapping.amount_is) = 'order_total' then max(order_rows.value)
            else cast(sum(order_rows.value) as decimal(18, 4))
        end as value
    from order_rows
    cross join mapping
    where not order_rows.is_refund
    group by
        order_rows.customer_key,
        order_rows.order_id,
        order_rows.ordered_at_without_id,
        order_rows.row_as_order
)

select * from merged
