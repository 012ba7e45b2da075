-- One row an optional column of the orders: whether a file's column is mapped to it, and in how many kept rows it has a value.
with

profile as (
    select * from row_profile
),

mapped_columns as (
    select * from raw_columns
),

kept as (
    select * from profile
    where left_out_reason is null
),

columns as (
    select column_name
    from (
        values
            ('order_id'),
            ('status'),
            ('quantity'),
            ('unit_price'),
            ('discount'),
            ('cost'),
            ('product'),
            ('category'),
            ('channel'),
            ('coupon'),
            ('referrer_id')
    ) as names (column_name)
),

counted as (
    select
        columns.column_name,
        kept.row_count,
        case columns.column_name
            when 'order_id' then kept.order_id_count
            when 'status' then kept.status_count
            when 'quantity' then kept.quantity_count
            when 'unit_price' then kept.unit_price_count
            when 'discount' then kept.discount_count
            when 'cost' then kept.cost_count
            when 'product' then kept.product_count
            when 'category' then kept.category_count
            when 'channel' then kept.channel_count
            when 'coupon' then kept.coupon_count
            when 'referrer_id' then kept.referrer_id_count
        end as value_count
    from columns
    cross join kept
),

covered as (
    select
        'coverage' as topic,
        case
            when mapped_columns.header is not null or counted.value_count > 0 then 'mapped'
            else 'not_mapped'
        end as code,
        counted.column_name,
        counted.value_count as row_count,
        counted.row_count as total_count,
        mapped_columns.header as example
    from counted
    left join mapped_columns
        on
            counted.column_name = mapped_columns.column_name
            and mapped_columns.table_name = 'orders'
)

select * from covered
