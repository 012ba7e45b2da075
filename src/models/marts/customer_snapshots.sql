-- One row a customer in the range and look-back (0, 30, 90 or 365 days before as_of) by which they had bought: recency, purchase days, orders and value as they stood on that day.
with

purchase_days as (
    select * from int_purchase_days
),

refunds as (
    select * from int_refunds
),

customers as (
    select * from customers
),

customer_range as (
    select * from customer_range
),

parameters as (
    select * from parameters
),

look_backs as (
    select
        as_of - 30 as as_of_30,
        as_of - 90 as as_of_90,
        as_of - 365 as as_of_365
    from parameters
),

events as (
    select
        customer_key,
        purchased_on as happened_on,
        purchased_on,
        order_count,
        value
    from purchase_days
    where
        customer_key >= (select customer_range.first_key from customer_range)
        and customer_key <= (select customer_range.last_key from customer_range)
    union all
    select
        customer_key,
        refunded_on as happened_on,
        cast(null as date) as purchased_on,
        0 as order_count,
        value
    from refunds
    where
        customer_key >= (select customer_range.first_key from customer_range)
        and customer_key <= (select customer_range.last_key from customer_range)
),

lives as (
    select
        events.customer_key,
        max(events.purchased_on) filter (where events.happened_on < look_backs.as_of_30) as last_on_30,
        count(events.purchased_on) filter (where events.happened_on < look_backs.as_of_30) as purchase_day_count_30,
        sum(events.order_count) filter (where events.happened_on < look_backs.as_of_30) as order_count_30,
        sum(events.value) filter (where events.happened_on < look_backs.as_of_30) as value_30,
        max(events.purchased_on) filter (where events.happened_on < look_backs.as_of_90) as last_on_90,
        count(events.purchased_on) filter (where events.happened_on < look_backs.as_of_90) as purchase_day_count_90,
        sum(events.order_count) filter (where events.happened_on < look_backs.as_of_90) as order_count_90,
        sum(events.value) filter (where events.happened_on < look_backs.as_of_90) as value_90,
        max(events.purchased_on) filter (where events.happened_on < look_backs.as_of_365) as last_on_365,
        count(events.purchased_on) filter (where events.happened_on < look_backs.as_of_365) as purchase_day_count_365,
        sum(events.order_count) filter (where events.happened_on < look_backs.as_of_365) as order_count_365,
        sum(events.value) filter (where events.happened_on < look_backs.as_of_365) as value_365
    from events
    cross join look_backs
    where events.happened_on < look_backs.as_of_30
    group by events.customer_key
),

snapshots as (
    select
        customer_key,
        0 as days_before,
        recency_days,
        purchase_day_count,
        order_count,
        value
    from customers
    where
        customer_key >= (select customer_range.first_key from customer_range)
        and customer_key <= (select customer_range.last_key from customer_range)
    union all
    select
        lives.customer_key,
        30 as days_before,
        look_backs.as_of_30 - lives.last_on_30 as recency_days,
        lives.purchase_day_count_30 as purchase_day_count,
        lives.order_count_30 as order_count,
        lives.value_30 as value
    from lives
    cross join look_backs
    where lives.last_on_30 is not null
    union all
    select
        lives.customer_key,
        90 as days_before,
        look_backs.as_of_90 - lives.last_on_90 as recency_days,
        lives.purchase_day_count_90 as purchase_day_count,
        lives.order_count_90 as order_count,
        lives.value_90 as value
    from lives
    cross join look_backs
    where lives.last_on_90 is not null
    union all
    select
        lives.customer_key,
        365 as days_before,
        look_backs.as_of_365 - lives.last_on_365 as recency_days,
        lives.purchase_day_count_365 as purchase_day_count,
        lives.order_count_365 as order_count,
        lives.value_365 as value
    from lives
    cross join look_backs
    where lives.last_on_365 is not null
),

typed as (
    select
        cast(days_before as smallint) as days_before,
        customer_key,
        cast(recency_days as integer) as recency_days,
        cast(purchase_day_count as integer) as purchase_day_count,
        cast(order_count as integer) as order_count,
        cast(value as decimal(18, 4)) as value
    from snapshots
)

select * from typed
