-- One row: customers, orders and value before as_of, net of refunds, with the first and the last purchase day.
with

customers as (
    select * from int_chosen_customers
),

refunds as (
    select * from int_chosen_refunds
),

refunded as (
    select coalesce(-sum(value), 0) as value from refunds
),

counted as (
    select
        count(*) as customers,
        coalesce(sum(order_count), 0) as orders,
        coalesce(sum(value), 0) as value,
        count(*) filter (where order_count >= 2) as repeat_customers,
        min(first_on) as first_on,
        max(last_on) as last_on
    from customers
),

overview as (
    select
        cast(counted.customers as double) as customers,
        cast(counted.orders as double) as orders,
        cast(counted.value as double) as value,
        cast(counted.repeat_customers as double) as repeat_customers,
        cast(refunded.value as double) as refunded_value,
        cast(counted.first_on as timestamp) as first_day,
        cast(counted.last_on as timestamp) as last_day
    from counted
    cross join refunded
)

select * from overview
