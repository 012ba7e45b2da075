-- One row a customer whom somebody referred and who bought before as_of: the referrer, what they bought in their first 365 days and its margin as far as they are known, and what a customer of paid channels cost in their month.
with

customer_traits as (
    select * from customer_traits
),

first_days as (
    select * from first_days
),

purchase_history as (
    select * from purchase_history
),

margin_days as (
    select * from int_margin_days
),

cohort_sizes as (
    select * from cohort_sizes
),

spend_months as (
    select * from spend_months
),

parameters as (
    select * from parameters
),

referred as (
    select
        customer_traits.customer_key,
        customer_traits.referrer_key,
        first_days.first_on,
        least(first_days.first_on + 365, parameters.as_of - 1) as last_on
    from customer_traits
    inner join first_days on customer_traits.customer_key = first_days.customer_key
    cross join parameters
    where
        customer_traits.referrer_key is not null
        and first_days.first_on < parameters.as_of
),

bought as (
    select
        referred.customer_key,
        sum(purchase_history.value) as value
    from purchase_history
    inner join referred on purchase_history.customer_key = referred.customer_key
    where purchase_history.purchased_on <= referred.last_on
    group by referred.customer_key
),

earned as (
    select
        referred.customer_key,
        sum(margin_days.margin) as margin
    from margin_days
    inner join referred on margin_days.customer_key = referred.customer_key
    where margin_days.entered_on <= referred.last_on
    group by referred.customer_key
),

paid_channels as (
    select distinct channel_no
    from spend_months
    where
        channel_no is not null
        and amount > 0
),

paid_customers as (
    select
        cohort_sizes.cohort_on as month_on,
        sum(cohort_sizes.customer_count) as customer_count
    from cohort_sizes
    inner join paid_channels on cohort_sizes.channel_no = paid_channels.channel_no
    group by cohort_sizes.cohort_on
),

paid_spend as (
    select
        spend_months.month_on,
        sum(spend_months.amount) as amount
    from spend_months
    inner join paid_channels on spend_months.channel_no = paid_channels.channel_no
    group by spend_months.month_on
),

costs as (
    select
        paid_spend.month_on,
        cast(paid_spend.amount / paid_customers.customer_count as decimal(18, 4)) as cac
    from paid_spend
    inner join paid_customers on paid_spend.month_on = paid_customers.month_on
),

valued as (
    select
        referred.customer_key,
        referred.referrer_key,
        cast(coalesce(bought.value, 0) as decimal(18, 4)) as value,
        cast(coalesce(earned.margin, 0) as decimal(18, 4)) as margin,
        coalesce(costs.cac, 0) as saved_cost
    from referred
    left join bought on referred.customer_key = bought.customer_key
    left join earned on referred.customer_key = earned.customer_key
    left join costs on date_trunc('month', referred.first_on) = costs.month_on
)

select * from valued
