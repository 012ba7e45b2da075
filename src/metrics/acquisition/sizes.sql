-- One row a channel (null: not known) and month: the customers whose first order lies in it.
with

cohort_sizes as (
    select * from cohort_sizes
),

channels as (
    select * from channels
),

typed as (
    select
        channels.channel,
        cast(cohort_sizes.cohort_on as timestamp) as month,
        cast(cohort_sizes.customer_count as double) as customers
    from cohort_sizes
    left join channels on cohort_sizes.channel_no = channels.channel_no
    order by cohort_sizes.channel_no nulls first, cohort_sizes.cohort_on
)

select * from typed
