-- One row a cohort (customers whose first purchase lies in the same period) and period from its own to the last begun: how many there are, and how many bought in the period, in it or later, in any period since the first.
with

customers as (
    select * from int_chosen_customers
),

purchase_days as (
    select * from int_chosen_purchase_days
),

period_days as (
    select * from period_days
),

left_edge as (
    select * from left_edge
),

lives as (
    select
        first_periods.period_number as cohort_number,
        last_periods.period_number as last_number
    from customers
    inner join period_days as first_periods on customers.first_on = first_periods.day_on
    inner join period_days as last_periods on customers.last_on = last_periods.day_on
),

returns as (
    select
        first_periods.period_number as cohort_number,
        first_periods.next_period_on,
        purchase_days.previous_on,
        period_days.period_number
    from purchase_days
    inner join period_days on purchase_days.purchased_on = period_days.day_on
    inner join period_days as first_periods on purchase_days.first_on = first_periods.day_on
    where purchase_days.previous_on < period_days.period_on
),

counted_returns as (
    select
        cohort_number,
        period_number,
        count(*) as active_count,
        count(*) filter (where previous_on < next_period_on) as first_return_count
    from returns
    group by cohort_number, period_number
),

counted_lasts as (
    select
        cohort_number,
        last_number,
        count(*) as customer_count
    from lives
    group by cohort_number, last_number
),

cohorts as (
    select
        cohort_number,
        sum(customer_count) as customer_count
    from counted_lasts
    group by cohort_number
),

periods as (
    select distinct
        period_number,
        period_on,
        is_period_complete
    from period_days
),

cells as (
    select
        cohorts.cohort_number,
        cohorts.customer_count,
        periods.period_number,
        periods.is_period_complete
    from cohorts
    inner join periods on cohorts.cohort_number <= periods.period_number
),

filled as (
    select
        cells.cohort_number,
        cells.period_number,
        cells.is_period_complete,
        cells.customer_count,
        case
            when cells.period_number = cells.cohort_number then cells.customer_count
            else coalesce(counted_returns.active_count, 0)
        end as active_count,
        sum(coalesce(counted_lasts.customer_count, 0)) over (
            partition by cells.cohort_number
            order by cells.period_number
            rows between current row and unbounded following
        ) as active_or_later_count,
        sum(coalesce(counted_returns.first_return_count, 0)) over (
            partition by cells.cohort_number
            order by cells.period_number
            rows between unbounded preceding and current row
        ) as active_ever_count
    from cells
    left join counted_returns
        on
            cells.cohort_number = counted_returns.cohort_number
            and cells.period_number = counted_returns.period_number
    left join counted_lasts
        on
            cells.cohort_number = counted_lasts.cohort_number
            and cells.period_number = counted_lasts.last_number
),

placed as (
    select
        periods.period_on as cohort_on,
        filled.period_number - filled.cohort_number as period,
        coalesce(periods.period_on < left_edge.before_on, false) as is_left_edge,
        filled.is_period_complete,
        cast(filled.customer_count as bigint) as customer_count,
        cast(filled.active_count as bigint) as active_count,
        cast(filled.active_or_later_count as bigint) as active_or_later_count,
        cast(filled.active_ever_count as bigint) as active_ever_count
    from filled
    inner join periods on filled.cohort_number = periods.period_number
    cross join left_edge
)

select * from placed
