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
            when parameters.basis = 'revenue' then orders.amount
            when orders.cost is not null then orders.amount - orders.cost
            else cast(orders.amount * parameters.margin_rate as decimal(18, 4))
        end as value,
        case
            when orders.order_id is null then orders.ordered_at
        end as ordered_at_without_id,
        case
            when parameters.scorer = 'r-rfm' then 1000000000000 * orders.file_no + orders.row_no
        end as row_as_order
    from orders
    inner join customer_keys on orders.customer_id = customer_keys.customer_id
    cross join parameters
    where
        orders.left_out_reason is null
        and orders.ordered_on < parameters.as_of
)

select * from valued
