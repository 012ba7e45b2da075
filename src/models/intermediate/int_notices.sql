-- One row a thing about the orders that a person should know before they trust a chart; none where there is nothing to say.
with

profile as (
    select * from row_profile
),

row_counts as (
    select * from row_counts
),

identical_rows as (
    select * from identical_rows
),

shared_order_ids as (
    select * from shared_order_ids
),

large_amounts as (
    select * from large_amounts
),

time_gap as (
    select * from int_time_gap
),

many_new_at_start as (
    select * from int_many_new_at_start
),

plausible_dates as (
    select * from int_plausible_dates
),

customers as (
    select * from customers
),

refund_rows as (
    select * from int_refund_rows
),

parameters as (
    select * from parameters
),

files as (
    select * from raw_files
),

totals as (
    select
        coalesce(sum(row_count), 0) as row_count,
        coalesce(sum(row_count) filter (where left_out_reason is null), 0) as kept_count,
        coalesce(sum(midnight_count) filter (where left_out_reason is null), 0) as midnight_count,
        coalesce(
            sum(row_count) filter (where left_out_reason in ('no_customer', 'masked_customer')), 0
        ) as unidentifiable_count,
        sum(amount) filter (where left_out_reason in ('no_customer', 'masked_customer')) as unidentifiable_amount,
        sum(amount) filter (where left_out_reason is null) as kept_amount
    from profile
),

implausible as (
    select
        sum(row_counts.row_count) as row_count,
        min(
            case
                when row_counts.first_on < plausible_dates.earliest_on then row_counts.first_on
                else row_counts.last_on
            end
        ) as example_on
    from row_counts
    cross join plausible_dates
    where row_counts.left_out_reason = 'implausible_date'
),

largest_customer as (
    select
        count(*) as customer_count,
        sum(order_count) as total_count,
        max(order_count) as order_count,
        arg_max(value, (order_count, value)) as value,
        sum(value) as total_value
    from customers
),

refunds_alone as (
    select
        count(*) filter (
            where refund_rows.customer_key not in (select customers.customer_key from customers)
        ) as row_count,
        count(*) as total_count
    from refund_rows
    cross join parameters
    where refund_rows.ordered_on < parameters.as_of
),

notices as (
    select
        'order_id_with_two_customers' as code,
        'order_id' as column_name,
        cast(null as integer) as file_no,
        shared_order_ids.row_count,
        totals.kept_count as total_count,
        cast(null as decimal(38, 4)) as amount,
        cast(null as decimal(38, 4)) as total_amount,
        cast(null as varchar) as example
    from shared_order_ids
    cross join totals
    where shared_order_ids.row_count > 0
    union all
    select
        'identical_rows' as code,
        null as column_name,
        files.file_no,
        identical_rows.row_count,
        files.record_count as total_count,
        null as amount,
        null as total_amount,
        null as example
    from identical_rows
    inner join files on identical_rows.file_no = files.file_no
    union all
    select
        'repeated_in_later_file' as code,
        'order_id' as column_name,
        files.file_no,
        row_counts.row_count,
        files.record_count as total_count,
        null as amount,
        null as total_amount,
        null as example
    from row_counts
    inner join files on row_counts.file_no = files.file_no
    where row_counts.left_out_reason = 'duplicate_file'
    union all
    select
        'time_gap' as code,
        'ordered_at' as column_name,
        null as file_no,
        day_count as row_count,
        null as total_count,
        null as amount,
        null as total_amount,
        cast(first_on as varchar) || '/' || cast(last_on as varchar) as example
    from time_gap
    union all
    select
        'implausible_dates' as code,
        'ordered_at' as column_name,
        null as file_no,
        implausible.row_count,
        totals.row_count as total_count,
        null as amount,
        null as total_amount,
        cast(implausible.example_on as varchar) as example
    from implausible
    cross join totals
    where implausible.row_count > 0
    union all
    select
        'large_amounts' as code,
        'amount' as column_name,
        null as file_no,
        large_amounts.row_count,
        totals.kept_count as total_count,
        large_amounts.amount,
        totals.kept_amount as total_amount,
        rtrim(rtrim(cast(large_amounts.largest_amount as varchar), '0'), '.') as example
    from large_amounts
    cross join totals
    where large_amounts.row_count > 0
    union all
    select
        'one_large_customer' as code,
        'customer_id' as column_name,
        null as file_no,
        order_count as row_count,
        total_count,
        value as amount,
        total_value as total_amount,
        null as example
    from largest_customer
    where
        customer_count > 20
        and 20 * order_count > total_count
    union all
    select
        'unidentifiable_buyers' as code,
        'customer_id' as column_name,
        null as file_no,
        unidentifiable_count as row_count,
        row_count as total_count,
        coalesce(unidentifiable_amount, 0) as amount,
        coalesce(unidentifiable_amount, 0) + coalesce(kept_amount, 0) as total_amount,
        null as example
    from totals
    where unidentifiable_count > 0
    union all
    select
        'date_without_time' as code,
        'ordered_at' as column_name,
        null as file_no,
        midnight_count as row_count,
        kept_count as total_count,
        null as amount,
        null as total_amount,
        null as example
    from totals
    where
        kept_count > 0
        and midnight_count = kept_count
    union all
    select
        'many_new_at_start' as code,
        null as column_name,
        null as file_no,
        many_new_at_start.first_count as row_count,
        (select count(*) from customers) as total_count,
        null as amount,
        null as total_amount,
        cast(many_new_at_start.first_on as varchar) as example
    from many_new_at_start
    union all
    select
        'refund_without_order' as code,
        'amount' as column_name,
        null as file_no,
        row_count,
        total_count,
        null as amount,
        null as total_amount,
        null as example
    from refunds_alone
    where row_count > 0
)

select * from notices
