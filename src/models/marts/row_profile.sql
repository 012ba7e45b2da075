-- One row a reason for leaving rows out (null: kept): rows, their positive amounts (sum, median, largest), rows at midnight, with a cost above the amount or below nothing, and rows with a value in each optional column.
with

orders as not materialized (
    select * from stg_orders
),

amounts as (
    select
        left_out_reason,
        amount,
        count(*) as row_count
    from orders
    where amount > 0
    group by left_out_reason, amount
),

ranked_amounts as (
    select
        left_out_reason,
        amount,
        sum(row_count) over (
            partition by left_out_reason
            order by amount
            rows between unbounded preceding and current row
        ) as rows_so_far,
        sum(row_count) over (partition by left_out_reason) as rows_in_all
    from amounts
),

medians as (
    select
        left_out_reason,
        min(amount) filter (where 2 * rows_so_far >= rows_in_all) as median_amount
    from ranked_amounts
    group by left_out_reason
),

profiled as (
    select
        left_out_reason,
        count(*) as row_count,
        sum(amount) filter (where amount > 0) as amount,
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
),

with_medians as (
    select
        profiled.*,
        medians.median_amount
    from profiled
    left join medians on profiled.left_out_reason is not distinct from medians.left_out_reason
)

select * from with_medians
