-- One row a customer who names a referrer (the customer file's, else the one on their first order that names one): is it counted, or themselves, unknown, or somebody who came no earlier than they did?
with

orders as (
    select * from stg_orders
),

customers as (
    select * from stg_customers
),

customer_keys as (
    select * from customer_keys
),

sign_ups as (
    select
        customer_id,
        signed_up_on,
        referred_by
    from customers
    where left_out_reason is null
),

order_times as (
    select
        customer_id,
        min(ordered_at) as first_at
    from orders
    where
        left_out_reason is null
        and amount >= 0
        and referrer_id is not null
    group by customer_id
),

order_referrers as (
    select
        orders.customer_id,
        min(orders.referrer_id) as referrer_id
    from orders
    inner join order_times
        on
            orders.customer_id = order_times.customer_id
            and orders.ordered_at = order_times.first_at
    where
        orders.left_out_reason is null
        and orders.amount >= 0
        and orders.referrer_id is not null
    group by orders.customer_id
),

named as (
    select
        coalesce(sign_ups.customer_id, order_referrers.customer_id) as customer_id,
        coalesce(sign_ups.referred_by, order_referrers.referrer_id) as referrer_id
    from sign_ups
    full join order_referrers on sign_ups.customer_id = order_referrers.customer_id
    where coalesce(sign_ups.referred_by, order_referrers.referrer_id) is not null
),

people as (
    select customer_id from named
    union
    select referrer_id as customer_id from named
),

purchases as (
    select
        customer_id,
        min(ordered_on) as first_on
    from orders
    where
        left_out_reason is null
        and amount >= 0
        and customer_id in (select people.customer_id from people)
    group by customer_id
),

dated as (
    select
        named.customer_id,
        named.referrer_id,
        least(own_sign_ups.signed_up_on, own_purchases.first_on) as came_on,
        least(their_sign_ups.signed_up_on, their_purchases.first_on) as referrer_came_on
    from named
    left join sign_ups as own_sign_ups on named.customer_id = own_sign_ups.customer_id
    left join purchases as own_purchases on named.customer_id = own_purchases.customer_id
    left join sign_ups as their_sign_ups on named.referrer_id = their_sign_ups.customer_id
    left join purchases as their_purchases on named.referrer_id = their_purchases.customer_id
),

judged as (
    select
        buyers.customer_key,
        referrers.customer_key as referrer_key,
        case
            when dated.customer_id = dated.referrer_id then 'self'
            when dated.referrer_came_on is null then 'unknown'
            when dated.referrer_came_on > dated.came_on then 'not_earlier'
            when dated.referrer_came_on = dated.came_on and dated.referrer_id > dated.customer_id then 'not_earlier'
            else 'counted'
        end as verdict
    from dated
    inner join customer_keys as buyers on dated.customer_id = buyers.customer_id
    left join customer_keys as referrers on dated.referrer_id = referrers.customer_id
)

select * from judged
