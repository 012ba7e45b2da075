-- One row a customer who names a referrer, and where: the customer files, or where those name none, the orders.
with

members as (
    select
        'customers' as table_name,
        customer_id,
        referred_by as referrer_id
    from stg_customers
    where
        left_out_reason is null
        and referred_by is not null
),

order_referrers as (
    select
        'orders' as table_name,
        customer_id,
        min(referrer_id) as referrer_id
    from stg_orders
    where
        left_out_reason is null
        and referrer_id is not null
    group by customer_id
),

pairs as (
    select * from members
    union all
    select * from order_referrers
    where not exists (select 1 from members)
)

select * from pairs
