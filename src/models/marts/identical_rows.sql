-- One row a file with kept rows that equal an earlier row of the file in every column: how many such rows.
with

orders as (
    select * from stg_orders
),

repeated_orders as (
    select * from repeated_orders
),

hashed as (
    select
        file_no,
        case
            when order_id is null then hash(customer_id, ordered_at)
            else hash(order_id)
        end as order_hash,
        hash(
            file_no, customer_id, ordered_at, amount, order_id, status, quantity, unit_price,
            discount, cost, product, category, channel, coupon, referrer_id
        ) as row_hash
    from orders
    where left_out_reason is null
),

equal_rows as (
    select
        any_value(hashed.file_no) as file_no,
        count(*) - 1 as row_count
    from hashed
    inner join repeated_orders on hashed.order_hash = repeated_orders.order_hash
    group by hashed.row_hash
    having count(*) > 1
),

by_file as (
    select
        file_no,
        sum(row_count) as row_count
    from equal_rows
    group by file_no
)

select * from by_file
