-- One row a customer that the filters choose and look-back by which they had bought: their scores among the whole shop's customers; orders and value at as_of are those of the chosen category.
with

customer_scores as (
    select * from int_customer_scores
),

category_values as (
    select * from int_category_values
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

chosen as (
    select
        customer_scores.days_before,
        customer_scores.customer_key,
        customer_scores.r,
        customer_scores.f,
        customer_scores.m,
        customer_scores.cell,
        case
            when order_filter.is_open or customer_scores.days_before > 0 then customer_scores.order_count
            else coalesce(category_values.order_count, 0)
        end as order_count,
        case
            when order_filter.is_open or customer_scores.days_before > 0 then customer_scores.value
            else coalesce(category_values.value, 0)
        end as value
    from customer_scores
    cross join customer_filter
    cross join order_filter
    left join category_values
        on
            customer_scores.customer_key = category_values.customer_key
            and customer_scores.days_before = 0
    where
        customer_filter.is_open
        or customer_scores.customer_key in (select chosen_customers.customer_key from chosen_customers)
)

select * from chosen
