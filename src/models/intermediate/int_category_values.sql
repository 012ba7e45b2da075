-- One row a customer who bought in the category that the filter names: the orders that hold it and its value before as_of, net of refunds. None without a filter.
with

category_days as (
    select * from category_days
),

parameters as (
    select * from parameters
),

summed as (
    select
        category_days.customer_key,
        cast(sum(category_days.order_count) as integer) as order_count,
        cast(sum(category_days.purchase_value + category_days.refund_value) as decimal(18, 4)) as value
    from category_days
    cross join parameters
    where category_days.ordered_on < parameters.as_of
    group by category_days.customer_key
)

select * from summed
