-- One row a kept purchase row of one of the largest categories or products (the number of one of them may be null), as narrow as can be.
with

orders as (
    select * from stg_orders
),

customer_keys as (
    select * from customer_keys
),

top_labels as (
    select * from top_labels
),

labelled as (
    select
        customer_keys.customer_key,
        orders.ordered_on,
        categories.label_number as category_number,
        products.label_number as product_number
    from orders
    inner join customer_keys on orders.customer_id = customer_keys.customer_id
    left join top_labels as categories
        on
            orders.category = categories.label
            and categories.split = 'category'
    left join top_labels as products
        on
            orders.product = products.label
            and products.split = 'product'
    where
        orders.left_out_reason is null
        and orders.amount >= 0
        and (orders.category is not null or orders.product is not null)
        and (categories.label_number is not null or products.label_number is not null)
)

select * from labelled
