-- One row a quadrant of customer value (at its median or above, or below) and referral value (above zero, or none): customers, what they have brought, what their referrals are worth at p = 50%.
with

customers as (
    select * from int_chosen_customers
),

margin_days as (
    select * from int_margin_days
),

referred_customers as (
    select * from int_referred_customers
),

parameters as (
    select * from parameters
),

earned as (
    select
        margin_days.customer_key,
        sum(margin_days.margin) as margin
    from margin_days
    cross join parameters
    where margin_days.entered_on < parameters.as_of
    group by margin_days.customer_key
),

referrers as (
    select
        referrer_key,
        sum(margin + saved_cost) * 0.5 as crv
    from referred_customers
    group by referrer_key
),

valued as (
    select
        cast(coalesce(earned.margin, 0) as decimal(18, 4)) as clv,
        cast(coalesce(referrers.crv, 0) as decimal(18, 4)) as crv
    from customers
    left join earned on customers.customer_key = earned.customer_key
    left join referrers on customers.customer_key = referrers.referrer_key
),

middle as (
    select percentile_disc(0.5) within group (order by clv) as clv_median from valued
),

placed as (
    select
        case
            when valued.clv >= middle.clv_median and valued.crv > 0 then 'champions'
            when valued.clv >= middle.clv_median then 'affluents'
            when valued.crv > 0 then 'advocates'
            else 'misers'
        end as quadrant,
        valued.clv,
        valued.crv,
        middle.clv_median
    from valued
    cross join middle
),

quadrants as (
    select
        names.quadrant,
        cast(count(placed.clv) as double) as customers,
        cast(coalesce(sum(placed.clv), 0) as double) as clv,
        cast(coalesce(sum(placed.crv), 0) as double) as crv,
        cast(any_value(middle.clv_median) as double) as clv_median
    from (values ('champions'), ('affluents'), ('advocates'), ('misers')) as names (quadrant)
    cross join middle
    left join placed on names.quadrant = placed.quadrant
    group by names.quadrant
)

select * from quadrants
