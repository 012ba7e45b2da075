-- One row a customer with an order before as_of: first, second and last purchase day, recency in days, orders, what the first day brought, value net of refunds.
with

purchase_days as (
    select * from int_purchase_days
),

refunds as (
    select
        customer_key,
        sum(value) as value
    from int_refunds
    group by customer_key
),

parameters as (
    select * from parameters
),

lives as (
    select
        customer_key,
        min(purchased_on) as first_on,
        min(purchased_on) filter (where purchase_number = 2) as second_on,
        max(purchased_on) as last_on,
        count(*) as purchase_day_count,
        sum(order_count) as order_count,
        sum(value) filter (where purchase_number = 1) as first_value,
        sum(value) as purchase_value
    from purchase_days
    group by customer_key
),

valued as (
    select
        lives.customer_key,
        lives.first_on,
        lives.second_on,
        lives.last_on,
        cast(parameters.as_of - lives.last_on as integer) as recency_days,
        cast(lives.purchase_day_count as integer) as purchase_day_count,
        cast(lives.order_count as integer) as order_count,
        cast(lives.first_value as decimal(18, 4)) as first_value,
        cast(lives.purchase_value + coalesce(refunds.value, 0) as decimal(18, 4)) as value
    from lives
    left join refunds on lives.customer_key = refunds.customer_key
    cross join parameters
)

select * from valued
