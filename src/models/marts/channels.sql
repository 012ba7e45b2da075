-- One row a channel: its number in the order of the keys, the name that buyers' files give it (that of the spend files where no buyer has it), and the key under which its ways of writing meet.
with

channel_names as (
    select * from channel_names
),

aliases as (
    select * from channel_aliases
),

merged as (
    select
        channel_names.match_key,
        coalesce(
            min(aliases.channel),
            min(channel_names.name) filter (where channel_names.is_of_buyers),
            min(channel_names.name)
        ) as channel,
        bool_or(channel_names.is_of_buyers) as has_buyers,
        bool_or(channel_names.is_of_spend) as has_spend
    from channel_names
    left join aliases on channel_names.name = aliases.name
    group by channel_names.match_key
),

numbered as (
    select
        cast(row_number() over (order by match_key) as smallint) as channel_no,
        channel,
        match_key,
        has_buyers,
        has_spend
    from merged
)

select * from numbered
