-- One row a large category or product, range of customers and days waited for the next purchase day of any kind after buying it on a second or later one: how many waits ended, how many are still open.
with

labelled_rows as (
    select * from labelled_rows
),

purchase_days as (
    select * from int_chosen_purchase_days
),

left_edge_customers as (
    select * from left_edge_customers
),

top_labels as (
    select * from top_labels
),

parameters as (
    select * from parameters
),

customer_range as (
    select * from customer_range
),

rows_in_range as (
    select * from labelled_rows
    where
        customer_key >= (select customer_range.first_key from customer_range)
        and customer_key <= (select customer_range.last_key from customer_range)
),

days_in_range as (
    select
        customer_key,
        purchased_on,
        next_on
    from purchase_days
    where
        purchase_number > 1
        and customer_key >= (select customer_range.first_key from customer_range)
        and customer_key <= (select customer_range.last_key from customer_range)
        and customer_key not in (select left_edge_customers.customer_key from left_edge_customers)
),

bought as (
    select
        'category' as split,
        customer_key,
        ordered_on,
        category_number as label_number
    from rows_in_range
    where category_number is not null
    group by customer_key, ordered_on, category_number
    union all
    select
        'product' as split,
        customer_key,
        ordered_on,
        product_number as label_number
    from rows_in_range
    where product_number is not null
    group by customer_key, ordered_on, product_number
),

waits as (
    select
        bought.split,
        bought.label_number,
        days_in_range.next_on is not null as is_over,
        coalesce(days_in_range.next_on, parameters.as_of - 1) - days_in_range.purchased_on as days
    from bought
    inner join days_in_range
        on
            bought.customer_key = days_in_range.customer_key
            and bought.ordered_on = days_in_range.purchased_on
    cross join parameters
),

counted as (
    select
        split,
        label_number,
        days,
        count(*) filter (where is_over) as event_count,
        count(*) filter (where not is_over) as censored_count
    from waits
    group by split, label_number, days
),

named as (
    select
        counted.split,
        top_labels.label,
        counted.days,
        counted.event_count,
        counted.censored_count
    from counted
    inner join top_labels
        on
            counted.split = top_labels.split
            and counted.label_number = top_labels.label_number
)

select * from named
