-- One row, where the customer that is asked for has an order before as_of: their days, orders and value net of refunds, scores among the whole shop's customers, and stage.
with

customer_keys as (
    select * from customer_keys
),

asked_customer as (
    select * from asked_customer
),

customers as (
    select * from customers
),

customer_scores as (
    select * from int_customer_scores
),

customer_stages as (
    select * from int_customer_stages
),

asked as (
    select customer_keys.customer_key
    from customer_keys
    inner join asked_customer on customer_keys.customer_id = asked_customer.customer_id
),

life as (
    select
        cast(customers.customer_key as double) as customer_key,
        cast(customers.first_on as timestamp) as first_on,
        cast(customers.last_on as timestamp) as last_on,
        cast(customers.recency_days as double) as recency_days,
        cast(customers.order_count as double) as orders,
        cast(customers.value as double) as value,
        cast(customer_scores.r as double) as r,
        cast(customer_scores.f as double) as f,
        cast(customer_scores.m as double) as m,
        customer_stages.stage
    from asked
    inner join customers on asked.customer_key = customers.customer_key
    inner join customer_scores
        on
            customers.customer_key = customer_scores.customer_key
            and customer_scores.days_before = 0
    left join customer_stages
        on
            customers.customer_key = customer_stages.customer_key
            and customer_stages.days_before = 0
)

select * from life
