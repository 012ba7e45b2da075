-- One row an order that stands in more than one file with an amount of zero or more, with the last of these files. A file with an order's refunds alone does not hold the order.
with

orders as (
    select * from raw_orders
),

files as (
    select count(*) as file_count from raw_files
),

repeated_ids as (
    select orders.order_id
    from orders
    cross join files
    where
        files.file_count > 1
        and orders.order_id is not null
    group by orders.order_id
    having min(orders.file_no) < max(orders.file_no)
),

repeated as (
    select
        orders.customer_id,
        orders.order_id,
        max(orders.file_no) as last_file_no
    from orders
    inner join repeated_ids on orders.order_id = repeated_ids.order_id
    where
        orders.customer_id is not null
        and orders.ordered_at is not null
        and orders.amount >= 0
    group by orders.customer_id, orders.order_id
    having min(orders.file_no) < max(orders.file_no)
)

select * from repeated
