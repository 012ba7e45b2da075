-- One row a customer in the range with an order: their channel, the month of their first order, whether they came back within 365 days, and their margin within 30, 60, 90, 180 and 365 days of that order, over the whole file. None where the margin is not known.
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

customer_range as (
    select * from customer_range
),

in_range as (
    select * from first_days
    where
        customer_key >= (select customer_range.first_key from customer_range)
        and customer_key <= (select customer_range.last_key from customer_range)
),

aged as (
    select
        in_range.customer_key,
        margin_days.entered_on - in_range.first_on as age_days,
        margin_days.margin
    from margin_days
    inner join in_range on margin_days.customer_key = in_range.customer_key
    where margin_days.entered_on - in_range.first_on <= 365
),

summed as (
    select
        customer_key,
        cast(coalesce(sum(margin) filter (where age_days <= 30), 0) as decimal(18, 4)) as margin_30,
        cast(coalesce(sum(margin) filter (where age_days <= 60), 0) as decimal(18, 4)) as margin_60,
        cast(coalesce(sum(margin) filter (where age_days <= 90), 0) as decimal(18, 4)) as margin_90,
        cast(coalesce(sum(margin) filter (where age_days <= 180), 0) as decimal(18, 4)) as margin_180,
        cast(sum(margin) as decimal(18, 4)) as margin_365
    from aged
    group by customer_key
),

placed as (
    select
        summed.customer_key,
        customer_traits.channel_no,
        cast(date_trunc('month', in_range.first_on) as date) as cohort_on,
        coalesce(in_range.second_on - in_range.first_on <= 365, false) as is_repeater,
        summed.margin_30,
        summed.margin_60,
        summed.margin_90,
        summed.margin_180,
        summed.margin_365
    from summed
    inner join in_range on summed.customer_key = in_range.customer_key
    left join customer_traits on summed.customer_key = customer_traits.customer_key
)

select * from placed
