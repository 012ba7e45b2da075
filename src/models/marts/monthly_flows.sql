-- One row a calendar month from the first purchase or refund to the day before as_of: buyers, orders, value net of refunds, and how many customers came, returned, came back and left.
with

purchase_days as not materialized (
    select * from int_chosen_purchase_days
),

refunds as (
    select * from int_chosen_refunds
),

churn_limits as (
    select * from churn_limits
),

parameters as (
    select * from parameters
),

known_limits as (
    select
        max(limit_days) filter (where wait = 'first') as first_limit_days,
        max(limit_days) filter (where wait = 'later') as later_limit_days
    from churn_limits
),

limits as (
    select
        case when later_limit_days is not null then first_limit_days end as first_limit_days,
        case when first_limit_days is not null then later_limit_days end as later_limit_days
    from known_limits
),

purchases_by_day as (
    select
        purchase_days.purchased_on,
        sum(purchase_days.order_count) as order_count,
        sum(purchase_days.value) as value,
        count(
            case
                when purchase_days.previous_on is null then 1
                when purchase_days.purchased_on - purchase_days.previous_on > 31 then 1
                when last_day(purchase_days.previous_on) < purchase_days.purchased_on then 1
            end
        ) as buyer_count,
        count(*) filter (where purchase_days.purchase_number = 1) as new_count,
        count(*) filter (
            where
            purchase_days.purchased_on - purchase_days.previous_on > case
                when purchase_days.purchase_number = 2 then limits.first_limit_days
                else limits.later_limit_days
            end
        ) as reactivated_count,
        count(*) filter (
            where
            purchase_days.purchase_number = 1
            and coalesce(purchase_days.next_on - purchase_days.purchased_on > limits.first_limit_days, true)
        ) as silent_after_first_count,
        count(*) filter (
            where
            purchase_days.purchase_number > 1
            and coalesce(purchase_days.next_on - purchase_days.purchased_on > limits.later_limit_days, true)
        ) as silent_after_later_count
    from purchase_days
    cross join limits
    group by purchase_days.purchased_on
),

purchases_by_month as (
    select
        cast(date_trunc('month', purchased_on) as date) as month_on,
        sum(order_count) as order_count,
        sum(value) as value,
        sum(buyer_count) as buyer_count,
        sum(new_count) as new_count,
        sum(reactivated_count) as reactivated_count
    from purchases_by_day
    group by cast(date_trunc('month', purchased_on) as date)
),

arrivals_by_month as (
    select
        cast(date_trunc('month', purchase_days.purchased_on) as date) as month_on,
        count(distinct purchase_days.customer_key) as arrived_count
    from purchase_days
    cross join limits
    where
        purchase_days.purchase_number = 1
        or purchase_days.purchased_on - purchase_days.previous_on > case
            when purchase_days.purchase_number = 2 then limits.first_limit_days
            else limits.later_limit_days
        end
    group by cast(date_trunc('month', purchase_days.purchased_on) as date)
),

churned_by_day as (
    select
        purchases_by_day.purchased_on + limits.first_limit_days as churn_on,
        purchases_by_day.silent_after_first_count as churned_count
    from purchases_by_day
    cross join limits
    union all
    select
        purchases_by_day.purchased_on + limits.later_limit_days as churn_on,
        purchases_by_day.silent_after_later_count as churned_count
    from purchases_by_day
    cross join limits
),

churned_by_month as (
    select
        cast(date_trunc('month', churned_by_day.churn_on) as date) as month_on,
        sum(churned_by_day.churned_count) as churned_count
    from churned_by_day
    cross join parameters
    where churned_by_day.churn_on < parameters.as_of
    group by cast(date_trunc('month', churned_by_day.churn_on) as date)
),

refunds_by_month as (
    select
        cast(date_trunc('month', refunded_on) as date) as month_on,
        sum(value) as value
    from refunds
    group by cast(date_trunc('month', refunded_on) as date)
),

bounds as (
    select
        (select min(purchased_on) from purchases_by_day) as first_on,
        (select min(month_on) from (
            select month_on from purchases_by_month
            union all
            select month_on from refunds_by_month
        ) as months_seen) as first_month_on,
        cast(date_trunc('month', as_of - 1) as date) as last_month_on,
        as_of
    from parameters
),

months as (
    select
        cast(unnest(generate_series(first_month_on, last_month_on, interval 1 month)) as date) as month_on,
        first_on,
        as_of
    from bounds
),

flows as (
    select
        months.month_on,
        last_day(months.month_on) < months.as_of as is_complete,
        coalesce(months.month_on >= months.first_on + limits.later_limit_days, false) as is_settled,
        coalesce(purchases_by_month.buyer_count, 0) as buyer_count,
        coalesce(purchases_by_month.order_count, 0) as order_count,
        coalesce(purchases_by_month.value, 0) + coalesce(refunds_by_month.value, 0) as value,
        coalesce(purchases_by_month.new_count, 0) as new_count,
        coalesce(purchases_by_month.buyer_count, 0) - coalesce(arrivals_by_month.arrived_count, 0) as returning_count,
        case
            when limits.first_limit_days is not null
                then coalesce(purchases_by_month.reactivated_count, 0)
        end as reactivated_count,
        case
            when limits.first_limit_days is not null
                then coalesce(churned_by_month.churned_count, 0)
        end as churned_count
    from months
    cross join limits
    left join purchases_by_month on months.month_on = purchases_by_month.month_on
    left join arrivals_by_month on months.month_on = arrivals_by_month.month_on
    left join churned_by_month on months.month_on = churned_by_month.month_on
    left join refunds_by_month on months.month_on = refunds_by_month.month_on
),

accumulated as (
    select
        month_on,
        is_complete,
        is_settled,
        cast(buyer_count as bigint) as buyer_count,
        cast(order_count as bigint) as order_count,
        cast(value as decimal(38, 4)) as value,
        cast(new_count as bigint) as new_count,
        cast(returning_count as bigint) as returning_count,
        cast(reactivated_count as bigint) as reactivated_count,
        cast(churned_count as bigint) as churned_count,
        case
            when churned_count is not null
                then cast(
                    sum(new_count + reactivated_count - churned_count) over (
                        order by month_on
                        rows between unbounded preceding and current row
                    ) as bigint
                )
        end as active_count
    from flows
)

select * from accumulated
