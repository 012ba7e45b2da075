-- One row a channel (null: not known), month of the first order and step of 30 days after it (up to 720): the margin that its customers brought in the step.
with

cohort_steps as (
    select * from cohort_steps
),

channels as (
    select * from channels
),

typed as (
    select
        channels.channel,
        cast(cohort_steps.cohort_on as timestamp) as cohort,
        cast(cohort_steps.days as double) as days,
        cast(cohort_steps.margin as double) as margin
    from cohort_steps
    left join channels on cohort_steps.channel_no = channels.channel_no
    order by cohort_steps.channel_no nulls first, cohort_steps.cohort_on, cohort_steps.days
)

select * from typed
