-- One row an order with refunds: is it cancelled, because they take back all of its value or by the status of its own rows?
with

orders as (
    select * from raw_orders
),

superseded_orders as (
    select * from superseded_orders
),

cancelled_statuses as (
    select * from raw_cancelled_statuses
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
        any_value(refunds.amount) as refunded_amount,
        bool_and(cancelled_statuses.status is not null) as is_cancelled_by_status
    from orders
    inner join refunds
        on
            orders.customer_id = refunds.customer_id
            and orders.order_id = refunds.order_id
    left join superseded_orders
        on
            orders.customer_id = superseded_orders.customer_id
            and orders.order_id = superseded_orders.order_id
    left join cancelled_statuses on orders.status = cancelled_statuses.status
    cross join mapping
    where
        orders.amount >= 0
        and orders.file_no >= coalesce(superseded_orders.last_file_no, 0)
    group by orders.customer_id, orders.order_id
),

judged as (
    select
        customer_id,
        order_id,
        is_cancelled_by_status
        or (ordered_amount > 0 and ordered_amount + refunded_amount <= 0) as is_cancelled
    from compared
)

select * from judged
