-- One row a customer who referred somebody: what their referrals are worth at p = 50%.
with

referred_customers as (
    select * from int_referred_customers
),

referrers as (
    select
        cast(referrer_key as double) as customer_key,
        cast(sum(margin + saved_cost) * 0.5 as double) as crv
    from referred_customers
    group by referrer_key
)

select * from referrers
