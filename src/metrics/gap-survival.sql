-- One row a split (all, by order number, by category or product bought), its value and the days waited for the next purchase day: how many waits ended, how many are still open. Customers of the left edge are left out.
with

purchase_days as (
    select * from int_chosen_purchase_days
),

left_edge_customers as (
    select * from left_edge_customers
),

label_wait_counts as (
    select * from label_wait_counts
),

parameters as (
    select * from parameters
),

counted as (
    select
        least(purchase_days.purchase_number, 4) as order_number,
        purchase_days.next_on is not null as is_over,
        coalesce(purchase_days.next_on, parameters.as_of - 1) - purchase_days.purchased_on as days,
        count(*) as wait_count
    from purchase_days
    cross join parameters
    where purchase_days.customer_key not in (select left_edge_customers.customer_key from left_edge_customers)
    group by
        least(purchase_days.purchase_number, 4),
        purchase_days.next_on is not null,
        coalesce(purchase_days.next_on, parameters.as_of - 1) - purchase_days.purchased_on
),

splits as (
    select
        'all' as split,
        'all' as value,
        days,
        case when is_over then wait_count else 0 end as event_count,
        case when is_over then 0 else wait_count end as censored_count
    from counted
    where order_number > 1
    union all
    select
        'order_number' as split,
        case
            when order_number < 4 then cast(order_number as varchar)
            else '4+'
        end as value,
        days,
        case when is_over then wait_count else 0 end as event_count,
        case when is_over then 0 else wait_count end as censored_count
    from counted
    union all
    select
        split,
        label as value,
        days,
        event_count,
        censored_count
    from label_wait_counts
),

summed as (
    select
        split,
        value,
        cast(days as double) as days,
        cast(sum(event_count) as double) as events,
        cast(sum(censored_count) as double) as censored
    from splits
    group by split, value, days
)

select * from summed
