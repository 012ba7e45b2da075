-- One row a way of writing a channel, in the orders, customers or spend files: the key under which ways of writing meet, and whether buyers or spend are written so.
with

acquisition_channels as (
    select * from acquisition_channels
),

spend as (
    select * from stg_spend
),

aliases as (
    select * from channel_aliases
),

written as (
    select
        channel as name,
        true as is_of_buyers
    from acquisition_channels
    group by channel
    union all
    select
        channel as name,
        false as is_of_buyers
    from spend
    where
        left_out_reason is null
        and channel is not null
    group by channel
),

named as (
    select
        name,
        bool_or(is_of_buyers) as is_of_buyers,
        bool_or(not is_of_buyers) as is_of_spend
    from written
    group by name
),

meant as (
    select
        named.name,
        named.is_of_buyers,
        named.is_of_spend,
        coalesce(min(aliases.channel), named.name) as meaning
    from named
    left join aliases on named.name = aliases.name
    group by named.name, named.is_of_buyers, named.is_of_spend
),

keyed as (
    select
        name,
        is_of_buyers,
        is_of_spend,
        coalesce(nullif(regexp_replace(lower(meaning), '[\s_./·|-]+', '', 'g'), ''), meaning) as match_key
    from meant
)

select * from keyed
