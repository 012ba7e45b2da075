-- One row a kept row of the order files: its customer's id, its order, its day, its channel, its value on the chosen basis.
with

orders as (
    select * from stg_orders
),

order_basis as (
    select * from order_basis
),

order_channels as (
    select * from order_channels
),

valued as (
    select
        orders.customer_id,
        case
            when order_basis.is_row_an_order then hash(orders.file_no, orders.row_no)
            when orders.order_id is null then hash(orders.ordered_at)
            else hash(orders.order_id)
        end as order_key,
        orders.ordered_on,
        orders.amount < 0 as is_refund,
        order_channels.order_channel_no,
        case
            when order_basis.basis = 'revenue' then orders.amount
            when orders.cost is not null then orders.amount - orders.cost
            else cast(cast(orders.amount as decimal(28, 4)) * order_basis.margin_rate as decimal(18, 4))
        end as value
    from orders
    cross join order_basis
    left join order_channels on orders.channel = order_channels.channel
    where orders.left_out_reason is null
)

select * from valued
