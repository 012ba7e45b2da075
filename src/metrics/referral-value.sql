-- One row for all referrers, and one for each of the ten whose referrals are worth most: how many they referred, what these bought in their first 365 days, its margin, and what as many customers of paid channels cost in the same months.
with

referred_customers as (
    select * from int_referred_customers
),

referrers as (
    select
        referrer_key,
        count(*) as referred_count,
        sum(value) as value,
        sum(margin) as margin,
        sum(saved_cost) as saved_cost
    from referred_customers
    group by referrer_key
),

ranked as (
    select
        *,
        row_number() over (order by margin + saved_cost desc, referred_count desc, referrer_key) as place
    from referrers
),

listed as (
    select
        'all' as scope,
        cast(null as double) as rank,
        count(*) as referrer_count,
        sum(referred_count) as referred_count,
        sum(value) as value,
        sum(margin) as margin,
        sum(saved_cost) as saved_cost
    from ranked
    having count(*) > 0
    union all
    select
        'top' as scope,
        cast(place as double) as rank,
        1 as referrer_count,
        referred_count,
        value,
        margin,
        saved_cost
    from ranked
    where place <= 10
),

typed as (
    select
        scope,
        rank,
        cast(referrer_count as double) as referrers,
        cast(referred_count as double) as referred,
        cast(value as double) as referred_value,
        cast(margin as double) as referred_margin,
        cast(saved_cost as double) as saved_cost
    from listed
)

select * from typed
