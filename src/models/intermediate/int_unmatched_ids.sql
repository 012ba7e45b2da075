-- One row a table and customer id that is not known elsewhere, with the known id that it probably means (null: none is like it) and what sets the two apart.
with

unmatched as (
    select * from int_expected_ids
    where not is_known
),

buyers as (
    select customer_id from customer_keys
),

members as (
    select distinct customer_id
    from stg_customers
    where left_out_reason is null
),

known as (
    select
        'buyers' as side,
        customer_id
    from buyers
    union all
    select
        'members' as side,
        customer_id
    from members
),

simplified as (
    select
        side,
        customer_id,
        ltrim(regexp_replace(lower(customer_id), '[\s\x{00a0}-]+|\.0$', '', 'g'), '0') as simple_id
    from known
    where exists (select 1 from unmatched)
),

likely as (
    select
        side,
        simple_id,
        min(customer_id) as customer_id
    from simplified
    where simple_id <> ''
    group by side, simple_id
),

writing as (
    select
        side,
        2 * count(*) filter (where contains(customer_id, '@')) > count(*) as is_email
    from simplified
    group by side
),

asked as (
    select
        table_name,
        customer_id,
        case when table_name = 'customers' then 'members' else 'buyers' end as side,
        ltrim(regexp_replace(lower(customer_id), '[\s\x{00a0}-]+|\.0$', '', 'g'), '0') as simple_id
    from unmatched
),

found as (
    select
        asked.table_name,
        asked.customer_id,
        likely.customer_id as known_id,
        case
            when likely.customer_id is null and contains(asked.customer_id, '@') <> writing.is_email then 'email'
            when likely.customer_id is null then 'unknown'
            when lower(asked.customer_id) = lower(likely.customer_id) then 'letter_case'
            when ltrim(asked.customer_id, '0') = ltrim(likely.customer_id, '0') then 'leading_zeros'
            when
                regexp_replace(asked.customer_id, '\.0$', '') = regexp_replace(likely.customer_id, '\.0$', '')
                then 'decimals'
            when
                regexp_replace(asked.customer_id, '[\s\x{00a0}-]+', '', 'g')
                = regexp_replace(likely.customer_id, '[\s\x{00a0}-]+', '', 'g')
                then 'spaces'
            else 'several'
        end as cause
    from asked
    left join writing on asked.side = writing.side
    left join likely
        on
            asked.side = likely.side
            and asked.simple_id = likely.simple_id
)

select * from found
