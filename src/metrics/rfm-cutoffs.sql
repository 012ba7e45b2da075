-- One row a dimension (r in days, f in orders, m in value) and score: the lowest and highest value that has the score at as_of, and its customers.
with

score_cutoffs as (
    select * from score_cutoffs
),

cutoffs as (
    select
        dimension,
        cast(score as double) as score,
        cast(low as double) as low,
        cast(high as double) as high,
        cast(customer_count as double) as customers
    from score_cutoffs
    where days_before = 0
)

select * from cutoffs
