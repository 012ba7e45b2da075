-- One row a calendar month: purchase days of the customers that the filters choose, their median basket (the day's value divided by its orders), and their value.
with

chosen_history as (
    select * from int_chosen_history
),

baskets as (
    select
        cast(date_trunc('month', purchased_on) as date) as month_on,
        value,
        case when order_count > 0 then value / order_count end as basket
    from chosen_history
),

monthly as (
    select
        month_on,
        percentile_disc(0.5) within group (order by basket) as basket,
        count(basket) as basket_count,
        cast(sum(value) as decimal(38, 4)) as value
    from baskets
    group by month_on
)

select * from monthly
