-- One row a kind of wait (first: after the first purchase day; later: after a later one) and length in days: how many ended in a purchase, how many are still open.
with

purchase_days as (
    select * from int_purchase_days
),

parameters as (
    select * from parameters
),

waits as (
    select
        case
            when purchase_days.purchase_number = 1 then 'first'
            else 'later'
        end as wait,
        purchase_days.next_on is not null as is_over,
        case
            when purchase_days.next_on is not null then purchase_days.next_on - purchase_days.purchased_on
            else parameters.as_of - 1 - purchase_days.purchased_on
        end as days
    from purchase_days
    cross join parameters
),

counted as (
    select
        wait,
        cast(days as integer) as days,
        count(*) filter (where is_over) as event_count,
        count(*) filter (where not is_over) as censored_count
    from waits
    group by wait, days
)

select * from counted
