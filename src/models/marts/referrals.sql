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

first_days as (
    select * from first_days
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

keyed as (
    select
        named.customer_id,
        named.referrer_id,
        buyers.customer_key,
        referrers.customer_key as referrer_key
    from named
    inner join customer_keys as buyers on named.customer_id = buyers.customer_id
    left join customer_keys as referrers on named.referrer_id = referrers.customer_id
),

dated as (
    select
        keyed.customer_id,
        keyed.referrer_id,
        keyed.customer_key,
        keyed.referrer_key,
        least(own_sign_ups.signed_up_on, own_days.first_on) as came_on,
        least(their_sign_ups.signed_up_on, their_days.first_on) as referrer_came_on
    from keyed
    left join sign_ups as own_sign_ups on keyed.customer_id = own_sign_ups.customer_id
    left join sign_ups as their_sign_ups on keyed.referrer_id = their_sign_ups.customer_id
    left join first_days as own_days on keyed.customer_key = own_days.customer_key
    left join first_days as their_days on keyed.referrer_key = their_days.customer_key
),

judged as (
    select
        customer_key,
        referrer_key,
        case
            when customer_id = referrer_id then 'self'
            when referrer_came_on is null then 'unknown'
            when referrer_came_on > came_on then 'not_earlier'
            when referrer_came_on = came_on and referrer_id > customer_id then 'not_earlier'
            else 'counted'
        end as verdict
    from dated
)

select * from judged
