-- One row a calendar day from the first purchase to the day before as_of: the month, week or quarter it lies in, by number, first day and the next one's first day.
with

customers as (
    select * from customers
),

parameters as (
    select * from parameters
),

cohort_grain as (
    select * from cohort_grain
),

bounds as (
    select
        min(customers.first_on) as first_on,
        max(parameters.as_of) - 1 as last_on
    from customers
    cross join parameters
),

days as (
    select cast(unnest(generate_series(first_on, last_on, interval 1 day)) as date) as day_on
    from bounds
),

placed as (
    select
        days.day_on,
        case cohort_grain.grain
            when 'week' then cast(date_trunc('week', days.day_on) as date)
            when 'quarter' then cast(date_trunc('quarter', days.day_on) as date)
            else cast(date_trunc('month', days.day_on) as date)
        end as period_on,
        cohort_grain.grain,
        parameters.as_of
    from days
    cross join parameters
    cross join cohort_grain
),

bounded as (
    select
        day_on,
        period_on,
        cast(
            case grain
                when 'week' then period_on + interval 7 day
                when 'quarter' then period_on + interval 3 month
                else period_on + interval 1 month
            end as date
        ) as next_period_on,
        as_of
    from placed
),

numbered as (
    select
        day_on,
        period_on,
        next_period_on,
        cast(dense_rank() over (order by period_on) as integer) as period_number,
        next_period_on <= as_of as is_period_complete
    from bounded
)

select * from numbered
