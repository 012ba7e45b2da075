-- One row a customer that the filters choose: their history, what came in after their first day, score cell, channel and month of their first order (in months since year 0; null where it may not be their first).
with

lives as (
    select * from int_buying_lives
),

chosen_customers as (
    select * from chosen_customers
),

customer_filter as (
    select channel is null and segment is null as is_open from customer_filter
),

scores as (
    select * from int_customer_scores
),

traits as (
    select * from customer_traits
),

people as (
    select
        cast(lives.customer_key as double) as customer_key,
        cast(lives.repeat_count as double) as x,
        cast(lives.last_days as double) as last_days,
        cast(lives.age_days as double) as age_days,
        cast(lives.repeat_value as double) as repeat_value,
        cast(scores.cell as double) as cell,
        cast(traits.channel_no as double) as channel_no,
        cast(
            case when lives.is_known then 12 * year(lives.first_on) + month(lives.first_on) - 1 end as double
        ) as cohort
    from lives
    cross join customer_filter
    inner join scores
        on
            lives.customer_key = scores.customer_key
            and scores.days_before = 0
    left join traits on lives.customer_key = traits.customer_key
    where
        customer_filter.is_open
        or lives.customer_key in (select chosen_customers.customer_key from chosen_customers)
)

select * from people
