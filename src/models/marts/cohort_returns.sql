-- One row a month of the first order and number of months after it (0 to 12): the customers that the filters choose who bought in that month. Customers of the signs' left edge are left out.
with

chosen_history as (
    select * from int_chosen_history
),

sign_edge as (
    select * from int_sign_edge
),

recent as (
    select
        cast(date_trunc('month', first_on) as date) as cohort_on,
        purchased_on,
        previous_on
    from chosen_history
    cross join sign_edge
    where
        purchased_on - first_on <= 403
        and (sign_edge.before_on is null or chosen_history.first_on >= sign_edge.before_on)
),

placed as (
    select
        cohort_on,
        12 * (year(purchased_on) - year(cohort_on)) + month(purchased_on) - month(cohort_on) as months_after,
        previous_on is null or previous_on < date_trunc('month', purchased_on) as is_first_of_month
    from recent
),

counted as (
    select
        cohort_on,
        cast(months_after as integer) as months_after,
        count(*) as customer_count
    from placed
    where
        is_first_of_month
        and months_after <= 12
    group by cohort_on, months_after
)

select * from counted
