-- One row: kept rows with more than fifty times the median positive amount, their sum and the largest.
with

orders as (
    select * from stg_orders
),

profile as (
    select * from row_profile
),

large as (
    select
        count(*) as row_count,
        sum(amount) as amount,
        max(amount) as largest_amount
    from orders
    where
        left_out_reason is null
        and amount > (select 50 * profile.median_amount from profile where profile.left_out_reason is null)
)

select * from large
