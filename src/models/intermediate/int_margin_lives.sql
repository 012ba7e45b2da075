-- One row a customer with an order before as_of: the contribution margin that they brought, and what of it was not entered on their first day. None where neither costs nor a margin rate are known.
with

margin_days as (
    select * from int_margin_days
),

lives as (
    select * from int_buying_lives
),

parameters as (
    select * from parameters
),

earned as (
    select
        lives.customer_key,
        lives.repeat_count,
        lives.is_known,
        sum(margin_days.margin) as margin,
        sum(case when margin_days.entered_on > lives.first_on then margin_days.margin else 0 end) as repeat_margin
    from margin_days
    inner join lives on margin_days.customer_key = lives.customer_key
    cross join parameters
    where margin_days.entered_on < parameters.as_of
    group by
        lives.customer_key,
        lives.repeat_count,
        lives.is_known
)

select * from earned
