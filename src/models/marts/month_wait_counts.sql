-- One row a month, kind of wait and length in days (366: longer than a year): how many waits had ended by the month's last day, how many were still open. Enough for the first year of the waits' survival curve as it stood then.
with

month_ends as (
    select * from month_ends
),

wait_days as (
    select * from wait_days
),

ended as (
    select
        wait,
        cast(date_trunc('month', began_on + days) as date) as ended_month_on,
        least(days, 366) as days,
        sum(wait_count) as wait_count
    from wait_days
    where days is not null
    group by wait, date_trunc('month', began_on + days), least(days, 366)
),

ended_by_then as (
    select
        month_ends.month_on,
        ended.wait,
        ended.days,
        sum(ended.wait_count) as event_count,
        0 as censored_count
    from month_ends
    inner join ended on month_ends.month_on >= ended.ended_month_on
    group by month_ends.month_on, ended.wait, ended.days
),

begun as (
    select
        wait,
        began_on,
        cast(date_trunc('month', began_on + days) as date) as ended_month_on,
        sum(wait_count) as wait_count
    from wait_days
    group by wait, began_on, date_trunc('month', began_on + days)
),

open_then as (
    select
        month_ends.month_on,
        begun.wait,
        least(month_ends.next_month_on - 1 - begun.began_on, 366) as days,
        0 as event_count,
        sum(begun.wait_count) as censored_count
    from month_ends
    inner join begun on month_ends.next_month_on > begun.began_on
    where begun.ended_month_on is null or begun.ended_month_on > month_ends.month_on
    group by month_ends.month_on, begun.wait, least(month_ends.next_month_on - 1 - begun.began_on, 366)
),

both_kinds as (
    select * from ended_by_then
    union all
    select * from open_then
),

counted as (
    select
        month_on,
        wait,
        cast(days as integer) as days,
        cast(sum(event_count) as bigint) as event_count,
        cast(sum(censored_count) as bigint) as censored_count
    from both_kinds
    group by month_on, wait, days
)

select * from counted
