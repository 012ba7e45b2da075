-- One row a thing about who referred whom that a person should know: themselves, each other in a circle of up to ten, or nobody who is known.
with recursive

pairs as (
    select * from int_referral_pairs
),

buyers as (
    select customer_id from customer_keys
),

members as (
    select distinct customer_id
    from stg_customers
    where left_out_reason is null
),

others as (
    select
        table_name,
        customer_id,
        referrer_id
    from pairs
    where customer_id <> referrer_id
),

walks as (
    select
        table_name,
        customer_id as start_id,
        referrer_id as reached_id,
        1 as step
    from others
    where customer_id in (select others.referrer_id from others)
    union all
    select
        walks.table_name,
        walks.start_id,
        others.referrer_id as reached_id,
        walks.step + 1 as step
    from walks
    inner join others on walks.reached_id = others.customer_id
    where
        walks.reached_id <> walks.start_id
        and walks.step < 10
),

found as (
    select
        'self_referral' as code,
        table_name,
        customer_id
    from pairs
    where customer_id = referrer_id
    union all
    select distinct
        'referral_loop' as code,
        table_name,
        start_id as customer_id
    from walks
    where start_id = reached_id
    union all
    select
        'unknown_referrer' as code,
        pairs.table_name,
        pairs.customer_id
    from pairs
    left join buyers on pairs.referrer_id = buyers.customer_id
    left join members on pairs.referrer_id = members.customer_id
    where
        buyers.customer_id is null
        and members.customer_id is null
),

totals as (
    select
        table_name,
        count(*) as pair_count
    from pairs
    group by table_name
),

notices as (
    select
        found.table_name,
        found.code,
        case when found.table_name = 'orders' then 'referrer_id' else 'referred_by' end as column_name,
        count(*) as row_count,
        any_value(totals.pair_count) as total_count
    from found
    inner join totals on found.table_name = totals.table_name
    group by found.table_name, found.code
)

select * from notices
