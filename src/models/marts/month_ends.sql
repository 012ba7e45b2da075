-- One row a whole calendar month from the first order of the file to its last one: the first day, and the next month's.
with

purchase_history as (
    select * from purchase_history
),

bounds as (
    select
        cast(date_trunc('month', min(purchased_on)) as date) as first_month_on,
        min(purchased_on) as first_on,
        max(purchased_on) as last_on
    from purchase_history
),

months as (
    select
        cast(unnest(generate_series(first_month_on, last_on, interval 1 month)) as date) as month_on,
        first_on,
        last_on
    from bounds
),

whole as (
    select
        month_on,
        last_day(month_on) + 1 as next_month_on,
        first_on
    from months
    where last_day(month_on) <= last_on
)

select * from whole
