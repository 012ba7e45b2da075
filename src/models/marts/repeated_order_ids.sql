-- One row an order id that stands in more than one file.
with

orders as (
    select * from raw_orders
),

files as (
    select count(*) as file_count from raw_files
),

repeated as (
    select orders.order_id
    from orders
    cross join files
    where
        files.file_count > 1
        and orders.order_id is not null
    group by orders.order_id
    having min(orders.file_no) < max(orders.file_no)
)

select * from repeated
