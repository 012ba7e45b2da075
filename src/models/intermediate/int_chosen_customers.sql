-- One row a customer with an order before as_of that the filters choose: as in customers, with orders and value of the chosen category.
with

customers as (
    select * from customers
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
        customers.customer_key,
        customers.first_on,
        customers.second_on,
        customers.last_on,
        customers.recency_days,
        customers.purchase_day_count,
        case
            when order_filter.is_open then customers.order_count
            else coalesce(category_values.order_count, 0)
        end as order_count,
        case
            when order_filter.is_open then customers.value
            else coalesce(category_values.value, 0)
        end as value
    from customers
    cross join customer_filter
    cross join order_filter
    left join category_values on customers.customer_key = category_values.customer_key
    where
        customer_filter.is_open
        or customers.customer_key in (select chosen_customers.customer_key from chosen_customers)
)

select * from chosen
