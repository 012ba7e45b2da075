-- One row a customer that the filters choose and look-back by which they had bought: their stage among the whole shop's customers; value at as_of is that of the chosen category.
with

customer_stages as (
    select * from int_customer_stages
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
        customer_stages.days_before,
        customer_stages.customer_key,
        customer_stages.stage,
        case
            when order_filter.is_open or customer_stages.days_before > 0 then customer_stages.value
            else coalesce(category_values.value, 0)
        end as value
    from customer_stages
    cross join customer_filter
    cross join order_filter
    left join category_values
        on
            customer_stages.customer_key = category_values.customer_key
            and customer_stages.days_before = 0
    where
        customer_filter.is_open
        or customer_stages.customer_key in (select chosen_customers.customer_key from chosen_customers)
)

select * from chosen
