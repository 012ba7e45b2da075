-- One row a stage that orders can show (new, existing, core, churned), or one without a stage where a churn limit is unknown: customers at as_of and their value.
with

customer_stages as (
    select * from int_chosen_stages
),

stages as (
    select
        stage,
        cast(count(*) as double) as customers,
        cast(sum(value) as double) as value
    from customer_stages
    where days_before = 0
    group by stage
)

select * from stages
