-- One row a channel (null: not known), month of the first order and window in days (30, 60, 90, 180, 365): customers, those who came back within a year, and the sums of their margin in the window, of its square and of its cube.
with

cohort_moments as (
    select * from cohort_moments
),

channels as (
    select * from channels
),

typed as (
    select
        channels.channel,
        cast(cohort_moments.cohort_on as timestamp) as cohort,
        cast(cohort_moments.days as double) as days,
        cast(cohort_moments.customer_count as double) as customers,
        cast(cohort_moments.repeater_count as double) as repeaters,
        cast(cohort_moments.margin as double) as margin,
        cast(cohort_moments.square_hundredths as double) / 1e4 as squares,
        cast(cohort_moments.cube_hundredths as double) / 1e6 as cubes
    from cohort_moments
    left join channels on cohort_moments.channel_no = channels.channel_no
    order by cohort_moments.channel_no nulls first, cohort_moments.cohort_on, cohort_moments.days
)

select * from typed
