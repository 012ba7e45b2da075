-- One row a customer and day with a refund before as_of, of the customers that the filters choose and in the chosen category: its value, below zero.
with

refunds as (
    select * from int_refunds
),

category_days as (
    select * from category_days
),

parameters as (
    select * from parameters
),

chosen_customers as (
    select * from chosen_customers
),

customer_filter as (
    select channel is null and segment is null as is_open from customer_filter
),

order_filter as (
    select category is null as is_open from order_filter
),

in_category as (
    select
        refunds.customer_key,
        refunds.refunded_on,
        refunds.value
    from refunds
    cross join order_filter
    where order_filter.is_open
    union all
    select
        category_days.customer_key,
        category_days.ordered_on as refunded_on,
        category_days.refund_value as value
    from category_days
    cross join parameters
    where
        category_days.refund_value <> 0
        and category_days.ordered_on < parameters.as_of
),

chosen as (
    select in_category.*
    from in_category
    cross join customer_filter
    where
        customer_filter.is_open
        or in_category.customer_key in (select chosen_customers.customer_key from chosen_customers)
)

select * from chosen
