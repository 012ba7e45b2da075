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

counted as (
    select
        month_on,
        basket,
        count(*) as basket_count,
        sum(value) as value
    from baskets
    group by month_on, basket
),

ranked as (
    select
        month_on,
        basket,
        basket_count,
        value,
        sum(basket_count) filter (where basket is not null) over (
            partition by month_on
            order by basket nulls last
            rows between unbounded preceding and current row
        ) as baskets_so_far,
        sum(basket_count) filter (where basket is not null) over (partition by month_on) as baskets_in_all
    from counted
),

monthly as (
    select
        month_on,
        min(basket) filter (where 2 * baskets_so_far >= baskets_in_all) as basket,
        cast(coalesce(sum(basket_count) filter (where basket is not null), 0) as bigint) as basket_count,
        cast(sum(value) as decimal(38, 4)) as value
    from ranked
    group by month_on
)

select * from monthly
