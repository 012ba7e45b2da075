-- One row: the day before which a customer's first order in the file may not be their first, for the warning signs (null: the file goes back to the shop's first order). A file that nobody answered for, with more than twice the usual new customers in its first whole month, is taken to start mid-life.
with

month_ends as (
    select * from month_ends
),

first_days as (
    select * from first_days
),

month_limits as (
    select * from month_limits
),

file_history as (
    select * from file_history
),

newcomers as (
    select
        cast(date_trunc('month', first_on) as date) as month_on,
        count(*) as customer_count
    from first_days
    group by date_trunc('month', first_on)
),

compared as (
    select
        arg_min(newcomers.customer_count, month_ends.month_on) as first_count,
        percentile_cont(0.5) within group (order by newcomers.customer_count) as median_count,
        count(*) as month_count,
        min(month_ends.first_on) as first_on
    from month_ends
    inner join newcomers on month_ends.month_on = newcomers.month_on
),

last_limit as (
    select arg_max(first_limit_days, month_on) as limit_days
    from month_limits
    where first_limit_days is not null
),

edge as (
    select
        case
            when
                file_history.history = 'partial'
                or (
                    file_history.history = 'unanswered'
                    and compared.month_count >= 3
                    and compared.first_count > 2 * compared.median_count
                )
                then compared.first_on + coalesce(last_limit.limit_days, 365)
        end as before_on
    from file_history
    cross join compared
    cross join last_limit
)

select * from edge
