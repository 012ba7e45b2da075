-- One row an order whose amount and status stand on one of its rows only and whose status means cancelled.
with

orders as (
    select * from raw_orders
),

cancelled_statuses as (
    select * from raw_cancelled_statuses
),

mapping as (
    select * from raw_mapping
),

cancelled as (
    select distinct
        orders.customer_id,
        orders.order_id
    from orders
    inner join cancelled_statuses on orders.status = cancelled_statuses.status
    cross join mapping
    where
        mapping.amount_is = 'order_total'
        and orders.customer_id is not null
        and orders.order_id is not null
)

select * from cancelled
