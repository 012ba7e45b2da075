-- One row a thing about costs and currencies that a person should know before they trust a sum.
with

profile as (
    select * from row_profile
    where left_out_reason is null
),

currencies as (
    select * from raw_currencies
),

ranked as (
    select
        table_name,
        column_name,
        currency,
        row_count,
        row_number() over (
            partition by table_name
            order by row_count desc nulls last, currency
        ) as place
    from currencies
),

tables as (
    select
        table_name,
        any_value(column_name) as column_name,
        count(*) as currency_count,
        sum(row_count) as row_count,
        max(row_count) as most_count,
        min(currency) filter (where place = 1) as currency,
        string_agg(currency, ', ' order by place) as all_currencies
    from ranked
    group by table_name
),

notices as (
    select
        'orders' as table_name,
        'cost_above_amount' as code,
        'cost' as column_name,
        cost_above_count as row_count,
        cost_count as total_count,
        cast(null as varchar) as example
    from profile
    where cost_above_count > 0
    union all
    select
        'orders' as table_name,
        'negative_cost' as code,
        'cost' as column_name,
        negative_cost_count as row_count,
        cost_count as total_count,
        null as example
    from profile
    where negative_cost_count > 0
    union all
    select
        table_name,
        'mixed_currencies' as code,
        column_name,
        row_count - most_count as row_count,
        row_count as total_count,
        all_currencies as example
    from tables
    where currency_count > 1
    union all
    select
        tables.table_name,
        'other_currency' as code,
        tables.column_name,
        tables.row_count,
        null as total_count,
        tables.currency || ', ' || orders.currency as example
    from tables
    inner join tables as orders
        on
            orders.table_name = 'orders'
            and tables.currency <> orders.currency
    where tables.table_name <> 'orders'
)

select * from notices
