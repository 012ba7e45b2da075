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

label_counts as (
    select count(*) as label_count
    from top_labels
    having count(*) > 0
),

labelled as (
    select
        customer_keys.customer_key,
        orders.ordered_on,
        case when orders.amount >= 0 then categories.label_number end as category_number,
        case when orders.amount >= 0 then products.label_number end as product_number
    from orders
    inner join customer_keys on orders.customer_id = customer_keys.customer_id
    cross join label_counts
    left join top_labels as categories
        on
            orders.category = categories.label
            and categories.split = 'category'
    left join top_labels as products
        on
            orders.product = products.label
            and products.split = 'product'
    where orders.left_out_reason is null
),

found as (
    select * from labelled
    where
        category_number is not null
        or product_number is not null
)

select * from found
