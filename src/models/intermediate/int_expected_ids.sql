-- One row a table and customer id that should be known elsewhere: buyers in the list of members, and those of the other tables among members or buyers.
with

buyers as (
    select customer_id from customer_keys
),

members as (
    select distinct customer_id
    from stg_customers
    where left_out_reason is null
),

expected as (
    select distinct
        'sends' as table_name,
        customer_id
    from stg_sends
    where left_out_reason is null
    union all
    select distinct
        'surveys' as table_name,
        customer_id
    from stg_surveys
    where left_out_reason is null
    union all
    select distinct
        'rewards' as table_name,
        customer_id
    from stg_rewards
    where left_out_reason is null
    union all
    select distinct
        'events' as table_name,
        customer_id
    from stg_events
    where
        left_out_reason is null
        and customer_id is not null
),

matched as (
    select
        expected.table_name,
        expected.customer_id,
        buyers.customer_id is not null or members.customer_id is not null as is_known
    from expected
    left join buyers on expected.customer_id = buyers.customer_id
    left join members on expected.customer_id = members.customer_id
    union all
    select
        'customers' as table_name,
        buyers.customer_id,
        members.customer_id is not null as is_known
    from buyers
    left join members on buyers.customer_id = members.customer_id
    where exists (select 1 from members)
)

select * from matched
