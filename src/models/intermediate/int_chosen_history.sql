-- One row a customer and day with an order, over the whole file, of the customers that the filters choose; orders and value are those of the chosen category.
with

purchase_history as (
    select * from purchase_history
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

category_days as (
    select * from category_days
),

chosen as (
    select
        purchase_history.customer_key,
        purchase_history.purchased_on,
        case
            when order_filter.is_open then purchase_history.order_count
            else coalesce(category_days.order_count, 0)
        end as order_count,
        case
            when order_filter.is_open then purchase_history.value
            else coalesce(category_days.purchase_value, 0)
        end as value,
        purchase_history.purchase_number,
        purchase_history.first_on,
        purchase_history.previous_on,
        purchase_history.next_on
    from purchase_history
    cross join customer_filter
    cross join order_filter
    left join category_days
        on
            purchase_history.customer_key = category_days.customer_key
            and purchase_history.purchased_on = category_days.ordered_on
    where
        customer_filter.is_open
        or purchase_history.customer_key in (select chosen_customers.customer_key from chosen_customers)
)

select * from chosen
