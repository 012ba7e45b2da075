-- One row a customer with an order before as_of: repeat purchase days, days from the first to the last purchase day and to the last observed day, what came in after the first day, and whether that day is known to be their first.
with

customers as (
    select * from customers
),

left_edge as (
    select * from left_edge
),

parameters as (
    select * from parameters
),

lives as (
    select
        customers.customer_key,
        customers.first_on,
        customers.purchase_day_count - 1 as repeat_count,
        cast(customers.last_on - customers.first_on as integer) as last_days,
        cast(parameters.as_of - 1 - customers.first_on as integer) as age_days,
        customers.value - customers.first_value as repeat_value,
        left_edge.before_on is null or customers.first_on >= left_edge.before_on as is_known
    from customers
    cross join left_edge
    cross join parameters
)

select * from lives
