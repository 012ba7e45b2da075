-- One row an order whose refunds take back all of its value.
with

orders as (
    select * from raw_orders
),

mapping as (
    select * from raw_mapping
),

refunds as (
    select * from order_refunds
),

compared as (
    select
        orders.customer_id,
        orders.order_id,
        case
            when any_value(mapping.amount_is) = 'order_total' then max(orders.amount)
            else sum(orders.amount)
        end as ordered_amount,
        any_value(refunds.amount) as refunded_amount
    from orders
    inner join refunds
        on
            orders.customer_id = refunds.customer_id
            and orders.order_id = refunds.order_id
    cross join mapping
    where orders.amount >= 0
    group by orders.customer_id, orders.order_id
),

refunded_in_full as (
    select
        customer_id,
        order_id
    from compared
    where
        ordered_amount > 0
        and ordered_amount + refunded_amount <= 0
)

select * from refunded_in_full
