-- One row a customer with an order before as_of: first, second and last purchase day, recency in days, orders, what the first day brought and value, both net of refunds.
with

purchase_days as (
    select * from int_purchase_days
),

refunds as (
    select * from int_refunds
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

given_back as (
    select
        refunds.customer_key,
        sum(refunds.value) as value,
        sum(case when refunds.refunded_on <= lives.first_on then refunds.value else 0 end) as first_value
    from refunds
    inner join lives on refunds.customer_key = lives.customer_key
    group by refunds.customer_key
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
        cast(lives.first_value + coalesce(given_back.first_value, 0) as decimal(18, 4)) as first_value,
        cast(lives.purchase_value + coalesce(given_back.value, 0) as decimal(18, 4)) as value
    from lives
    left join given_back on lives.customer_key = given_back.customer_key
    cross join parameters
)

select * from valued
