-- One row a reason for leaving rows out (null: kept): rows, their positive amounts (sum, median, largest), rows at midnight, with a cost above the amount or below nothing, and rows with a value in each optional column.
with

orders as (
    select * from stg_orders
),

profiled as (
    select
        left_out_reason,
        count(*) as row_count,
        sum(amount) filter (where amount > 0) as amount,
        percentile_disc(0.5) within group (order by case when amount > 0 then amount end) as median_amount,
        max(amount) as largest_amount,
        count(*) filter (where ordered_at = ordered_on) as midnight_count,
        count(order_id) as order_id_count,
        count(status) as status_count,
        count(quantity) as quantity_count,
        count(unit_price) as unit_price_count,
        count(discount) as discount_count,
        count(cost) as cost_count,
        count(*) filter (where amount > 0 and cost > amount) as cost_above_count,
        count(*) filter (where amount >= 0 and cost < 0) as negative_cost_count,
        count(product) as product_count,
        count(category) as category_count,
        count(channel) as channel_count,
        count(coupon) as coupon_count,
        count(referrer_id) as referrer_id_count
    from orders
    group by left_out_reason
)

select * from profiled
