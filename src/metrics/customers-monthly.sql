-- One row a calendar month: its buyers by how they came, its value, who churned in it, and who was active at its end.
with

monthly_flows as (
    select * from monthly_flows
),

months as (
    select
        cast(month_on as timestamp) as month,
        is_complete,
        is_settled,
        cast(buyer_count as double) as buyers,
        cast(order_count as double) as orders,
        cast(value as double) as value,
        cast(new_count as double) as new,
        cast(returning_count as double) as returning,
        cast(reactivated_count as double) as reactivated,
        cast(churned_count as double) as churned,
        cast(active_count as double) as active
    from monthly_flows
)

select * from months
