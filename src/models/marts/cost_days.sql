-- One row a customer and day with a row whose cost is mapped: what the day's rows cost, by the margin rate where a row has no cost (all of it without a rate). None where no row has a cost.
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

profile as (
    select * from row_profile
),

with_costs as (
    select 1 as one
    from profile
    where
        left_out_reason is null
        and cost_count > 0
),

costs as (
    select
        customer_keys.customer_key,
        orders.ordered_on,
        cast(
            sum(
                coalesce(
                    orders.cost,
                    orders.amount
                    - cast(cast(orders.amount as decimal(28, 4)) * order_basis.margin_rate as decimal(18, 4)),
                    orders.amount
                )
            ) as decimal(18, 4)
        ) as cost
    from orders
    inner join customer_keys on orders.customer_id = customer_keys.customer_id
    cross join with_costs
    cross join order_basis
    where
        orders.left_out_reason is null
        and order_basis.basis = 'revenue'
    group by customer_keys.customer_key, orders.ordered_on
)

select * from costs
