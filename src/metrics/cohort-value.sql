-- One row a cohort (month of the first order) and window of 30, 60, 90, 180 or 365 days after it: its customers, what they had bought within the window net of refunds, and whether the window had ended for all of them.
with

purchase_days as (
    select * from int_chosen_purchase_days
),

refunds as (
    select * from int_chosen_refunds
),

customers as (
    select * from int_chosen_customers
),

left_edge as (
    select * from left_edge
),

parameters as (
    select * from parameters
),

entries as (
    select
        date_trunc('month', first_on) as cohort_on,
        purchased_on - first_on as age_days,
        value
    from purchase_days
    where purchased_on - first_on <= 365
    union all
    select
        date_trunc('month', customers.first_on) as cohort_on,
        refunds.refunded_on - customers.first_on as age_days,
        refunds.value
    from refunds
    inner join customers on refunds.customer_key = customers.customer_key
    where refunds.refunded_on - customers.first_on <= 365
),

by_age as (
    select
        cohort_on,
        case
            when age_days <= 30 then 30
            when age_days <= 60 then 60
            when age_days <= 90 then 90
            when age_days <= 180 then 180
            else 365
        end as days,
        sum(value) as value
    from entries
    group by
        cohort_on,
        case
            when age_days <= 30 then 30
            when age_days <= 60 then 60
            when age_days <= 90 then 90
            when age_days <= 180 then 180
            else 365
        end
),

sizes as (
    select
        date_trunc('month', first_on) as cohort_on,
        count(*) as customer_count
    from customers
    group by date_trunc('month', first_on)
),

windows as (
    select
        sizes.cohort_on,
        sizes.customer_count,
        lengths.days,
        coalesce(sum(by_age.value), 0) as value
    from sizes
    cross join (values (30), (60), (90), (180), (365)) as lengths (days)
    left join by_age
        on
            sizes.cohort_on = by_age.cohort_on
            and lengths.days >= by_age.days
    group by sizes.cohort_on, sizes.customer_count, lengths.days
),

typed as (
    select
        cast(windows.cohort_on as timestamp) as cohort,
        cast(windows.days as double) as "window",
        coalesce(windows.cohort_on < left_edge.before_on, false) as is_left_edge,
        cast(windows.customer_count as double) as customers,
        cast(windows.value as double) as value,
        last_day(windows.cohort_on) + windows.days < parameters.as_of as is_complete
    from windows
    cross join left_edge
    cross join parameters
)

select * from typed
