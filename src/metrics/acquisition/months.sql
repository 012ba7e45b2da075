-- One row a whole month of the file: can its first-time buyers be told from earlier ones, and was spend recorded through all of it?
with

month_ends as (
    select * from month_ends
),

sign_edge as (
    select * from int_sign_edge
),

spend as (
    select * from stg_spend
),

spend_bounds as (
    select
        min(from_on) as from_on,
        max(to_on) as to_on
    from spend
    where left_out_reason is null
),

typed as (
    select
        cast(month_ends.month_on as timestamp) as month,
        sign_edge.before_on is null or month_ends.month_on >= sign_edge.before_on as is_known,
        coalesce(
            spend_bounds.from_on <= month_ends.month_on + 6
            and spend_bounds.to_on >= month_ends.next_month_on - 7,
            false
        ) as has_spend
    from month_ends
    cross join sign_edge
    cross join spend_bounds
    order by month_ends.month_on
)

select * from typed
