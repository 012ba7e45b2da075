-- One row a channel (null: not known), month of the first order and step of 30 days after it (up to 720): the margin that its customers brought in the step, over the whole file.
with

first_days as (
    select * from first_days
),

margin_days as (
    select * from int_margin_days
),

customer_traits as (
    select * from customer_traits
),

aged as (
    select
        first_days.customer_key,
        first_days.first_on,
        cast(greatest(1, (margin_days.entered_on - first_days.first_on + 29) // 30) * 30 as integer) as days,
        margin_days.margin
    from margin_days
    inner join first_days on margin_days.customer_key = first_days.customer_key
    where margin_days.entered_on - first_days.first_on between 0 and 720
),

steps as (
    select
        customer_traits.channel_no,
        cast(date_trunc('month', aged.first_on) as date) as cohort_on,
        aged.days,
        cast(sum(aged.margin) as decimal(38, 4)) as margin
    from aged
    left join customer_traits on aged.customer_key = customer_traits.customer_key
    group by customer_traits.channel_no, date_trunc('month', aged.first_on), aged.days
)

select * from steps
