-- One row a customer and day with an order, over the whole file: the day's orders and value, its number in the customer's life, the first day, the days before and after.
with

orders as (
    select * from int_orders
),

days as (
    select
        customer_key,
        ordered_on as purchased_on,
        cast(count(*) as integer) as order_count,
        cast(sum(value) as decimal(18, 4)) as value
    from orders
    group by customer_key, ordered_on
),

numbered as (
    select
        customer_key,
        purchased_on,
        order_count,
        value,
        cast(row_number() over life as integer) as purchase_number,
        min(purchased_on) over life as first_on,
        lag(purchased_on) over life as previous_on,
        lead(purchased_on) over life as next_on
    from days
    window life as (partition by customer_key order by purchased_on)
)

select * from numbered
