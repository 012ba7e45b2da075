-- One row a kind of wait (first: after the first purchase day; later: after a later one), the day it began and its length in days (null: still open at the end of the file): how many there are, and how many of customers that the filters choose.
with

purchase_history as (
    select * from purchase_history
),

chosen_customers as (
    select * from chosen_customers
),

customer_filter as (
    select channel is null and segment is null as is_open from customer_filter
),

waits as (
    select
        purchase_history.purchase_number = 1 as is_first,
        purchase_history.purchased_on as began_on,
        purchase_history.next_on - purchase_history.purchased_on as days,
        customer_filter.is_open
        or purchase_history.customer_key in (
            select chosen_customers.customer_key from chosen_customers
        ) as is_chosen
    from purchase_history
    cross join customer_filter
),

counted as (
    select
        case when is_first then 'first' else 'later' end as wait,
        began_on,
        cast(days as integer) as days,
        count(*) as wait_count,
        count(*) filter (where is_chosen) as chosen_count
    from waits
    group by is_first, began_on, days
)

select * from counted
