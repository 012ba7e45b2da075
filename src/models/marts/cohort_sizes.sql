-- One row a channel (null: not known) and month: the customers whose first order lies in it, over the whole file.
with

first_days as (
    select * from first_days
),

customer_traits as (
    select * from customer_traits
),

sizes as (
    select
        customer_traits.channel_no,
        cast(date_trunc('month', first_days.first_on) as date) as cohort_on,
        count(*) as customer_count
    from first_days
    left join customer_traits on first_days.customer_key = customer_traits.customer_key
    group by customer_traits.channel_no, date_trunc('month', first_days.first_on)
)

select * from sizes
