-- One row a thing about the tables beside the orders that a person should know: spend beside the orders' time or channels, birth years of nobody alive, customers that match nobody.
with

spend as (
    select * from stg_spend
    where left_out_reason is null
),

unknown_births as (
    select * from unknown_births
),

order_days as (
    select
        min(first_order_on) as first_on,
        max(last_order_on) as last_on
    from row_counts
    where left_out_reason is null
),

channel_names as (
    select * from channel_names
),

poor_matches as (
    select * from int_poor_matches
),

spend_span as (
    select
        count(*) as row_count,
        count(*) filter (
            where spend.to_on >= order_days.first_on and spend.from_on <= order_days.last_on
        ) as overlap_count,
        min(spend.from_on) as first_on,
        max(spend.to_on) as last_on,
        sum(spend.amount) as amount
    from spend
    cross join order_days
),

bought_keys as (
    select distinct match_key
    from channel_names
    where is_of_buyers
),

spend_channels as (
    select
        channel_names.match_key,
        min(spend.channel) as channel,
        sum(spend.amount) as amount,
        bool_or(bought_keys.match_key is not null) as is_bought
    from spend
    inner join channel_names on spend.channel = channel_names.name
    left join bought_keys on channel_names.match_key = bought_keys.match_key
    group by channel_names.match_key
),

unbought as (
    select
        channel,
        amount,
        row_number() over (order by amount desc, channel) as place
    from spend_channels
    where not is_bought
),

unbought_sum as (
    select
        count(*) as channel_count,
        sum(amount) as amount,
        string_agg(channel, ', ' order by place) filter (where place <= 3) as example
    from unbought
),

notices as (
    select
        'spend' as table_name,
        'spend_without_overlap' as code,
        'date' as column_name,
        row_count,
        row_count as total_count,
        cast(null as decimal(38, 4)) as amount,
        cast(null as decimal(38, 4)) as total_amount,
        cast(first_on as varchar) || '/' || cast(last_on as varchar) as example
    from spend_span
    where
        row_count > 0
        and overlap_count = 0
    union all
    select
        'spend' as table_name,
        'unmatched_spend_channels' as code,
        'channel' as column_name,
        unbought_sum.channel_count as row_count,
        null as total_count,
        unbought_sum.amount,
        spend_span.amount as total_amount,
        unbought_sum.example
    from unbought_sum
    cross join spend_span
    where
        unbought_sum.channel_count > 0
        and exists (select 1 from bought_keys)
    union all
    select
        'customers' as table_name,
        'implausible_birth_year' as code,
        'birth_year' as column_name,
        row_count,
        member_count as total_count,
        null as amount,
        null as total_amount,
        cast(birth_year as varchar) as example
    from unknown_births
    where row_count > 0
    union all
    select
        table_name,
        'unmatched_customers' as code,
        'customer_id' as column_name,
        unmatched_count as row_count,
        id_count as total_count,
        null as amount,
        null as total_amount,
        cause as example
    from poor_matches
)

select * from notices
