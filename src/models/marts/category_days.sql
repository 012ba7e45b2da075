-- One row a customer and day with an order in the category that the filter names: the orders that hold it, and what its rows come to on the chosen basis (net of refunds on their own day). None without a filter.
with

orders as (
    select * from stg_orders
),

customer_keys as (
    select * from customer_keys
),

order_basis as (
    select * from order_basis
),

order_filter as (
    select * from order_filter
    where category is not null
),

matching as (
    select
        customer_keys.customer_key,
        orders.ordered_on,
        case
            when orders.amount >= 0 then coalesce(hash(orders.order_id), hash(orders.ordered_at))
        end as order_key,
        case
            when order_basis.basis = 'revenue' then orders.amount
            when orders.cost is not null then orders.amount - orders.cost
            else cast(cast(orders.amount as decimal(28, 4)) * order_basis.margin_rate as decimal(18, 4))
        end as value
    from orders
    inner join order_filter on orders.category = order_filter.category
    inner join customer_keys on orders.customer_id = customer_keys.customer_id
    cross join order_basis
    where orders.left_out_reason is null
),

days as (
    select
        customer_key,
        ordered_on,
        cast(count(distinct order_key) as integer) as order_count,
        cast(coalesce(sum(value) filter (where order_key is not null), 0) as decimal(18, 4)) as purchase_value,
        cast(coalesce(sum(value) filter (where order_key is null), 0) as decimal(18, 4)) as refund_value
    from matching
    group by customer_key, ordered_on
)

select * from days
