-- One row a kept row of the order files from before as_of, with its customer's key and its value on the chosen basis.
with

orders as (
    select * from stg_orders
),

customer_keys as (
    select * from customer_keys
),

parameters as (
    select * from parameters
),

order_basis as (
    select * from order_basis
),

valued as (
    select
        customer_keys.customer_key,
        orders.order_id,
        orders.ordered_on,
        orders.product,
        orders.category,
        orders.channel,
        orders.amount < 0 as is_refund,
        case
            when order_basis.basis = 'revenue' then orders.amount
            when orders.cost is not null then orders.amount - orders.cost
            else cast(orders.amount * order_basis.margin_rate as decimal(18, 4))
        end as value
    from orders
    inner join customer_keys on orders.customer_id = customer_keys.customer_id
    cross join parameters
    cross join order_basis
    where
        orders.left_out_reason is null
        and orders.ordered_on < parameters.as_of
)

select * from valued
