-- One row an order that stands in more than one file with an amount of zero or more, with the last of these files. A file with an order's refunds alone does not hold the order.
with

orders as (
    select * from raw_orders
),

repeated_order_ids as (
    select * from repeated_order_ids
),

repeated as (
    select
        orders.customer_id,
        orders.order_id,
        max(orders.file_no) as last_file_no
    from orders
    inner join repeated_order_ids on orders.order_id = repeated_order_ids.order_id
    where
        orders.customer_id is not null
        and orders.ordered_at is not null
        and orders.amount >= 0
    group by orders.customer_id, orders.order_id
    having min(orders.file_no) < max(orders.file_no)
)

select * from repeated
