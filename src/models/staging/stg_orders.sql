-- One row a row of the order files, with the reason for leaving it out (null: kept).
with

orders as (
    select * from raw_orders
),

plausible_dates as (
    select * from int_plausible_dates
),

cancelled_statuses as (
    select * from raw_cancelled_statuses
),

cancelled_orders as (
    select * from cancelled_orders
),

superseded_orders as (
    select * from superseded_orders
),

refunded_orders as (
    select * from refunded_orders
),

judged as (
    select
        orders.file_no,
        orders.row_no,
        orders.customer_id,
        orders.ordered_at,
        cast(orders.ordered_at as date) as ordered_on,
        orders.amount,
        orders.order_id,
        orders.status,
        orders.quantity,
        orders.unit_price,
        orders.discount,
        orders.cost,
        orders.product,
        orders.category,
        orders.channel,
        orders.coupon,
        orders.referrer_id,
        case
            when orders.customer_id is null then 'no_customer'
            when contains(orders.customer_id, '*') then 'masked_customer'
            when orders.ordered_at is null then 'no_time'
            when orders.amount is null then 'no_amount'
            when
                cast(orders.ordered_at as date) not between plausible_dates.earliest_on and plausible_dates.latest_on
                then 'implausible_date'
            when
                cancelled_statuses.status is not null
                and (orders.amount >= 0 or coalesce(refunded_orders.is_cancelled, true))
                then 'cancelled'
            when
                orders.status is null
                and cancelled_orders.order_id is not null
                then 'cancelled'
            when superseded_orders.last_file_no > orders.file_no then 'duplicate_file'
            when refunded_orders.is_cancelled then 'cancelled'
        end as left_out_reason
    from orders
    cross join plausible_dates
    left join cancelled_statuses on orders.status = cancelled_statuses.status
    left join cancelled_orders
        on
            orders.customer_id = cancelled_orders.customer_id
            and orders.order_id = cancelled_orders.order_id
    left join superseded_orders
        on
            orders.customer_id = superseded_orders.customer_id
            and orders.order_id = superseded_orders.order_id
    left join refunded_orders
        on
            orders.customer_id = refunded_orders.customer_id
            and orders.order_id = refunded_orders.order_id
)

select * from judged
