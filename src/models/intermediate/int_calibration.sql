-- One row: the first day on which a customer is known to be new, and the day (exclusive) that ends the first two thirds of the time since.
with

lives as (
    select * from int_buying_lives
),

parameters as (
    select * from parameters
),

began as (
    select min(first_on) as first_on
    from lives
    where is_known
),

cut as (
    select
        began.first_on,
        began.first_on + cast(2 * (parameters.as_of - began.first_on) // 3 as integer) as cut_on,
        parameters.as_of
    from began
    cross join parameters
)

select * from cut
