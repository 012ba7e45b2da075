-- One row a look-back and dimension whose scores overlap, lie out of order, or do not hold every customer exactly once.
with

score_cutoffs as (
    select * from score_cutoffs
),

customer_snapshots as (
    select * from customer_snapshots
),

sizes as (
    select
        days_before,
        count(*) as n
    from customer_snapshots
    group by days_before
),

ordered as (
    select
        days_before,
        dimension,
        customer_count,
        low,
        case
            when dimension = 'r' then lag(high) over scores_down
            else lag(high) over scores_up
        end as high_before
    from score_cutoffs
    where customer_count > 0
    window
        scores_up as (partition by days_before, dimension order by score),
        scores_down as (partition by days_before, dimension order by score desc)
),

summed as (
    select
        days_before,
        dimension,
        sum(customer_count) as customer_count,
        count(*) filter (where low <= high_before) as overlap_count
    from ordered
    group by days_before, dimension
),

offending as (
    select
        cast(sizes.days_before as double) as days_before,
        summed.dimension,
        cast(sizes.n as double) as customers,
        cast(summed.customer_count as double) as scored_customers,
        cast(summed.overlap_count as double) as overlaps
    from sizes
    left join summed on sizes.days_before = summed.days_before
    where
        summed.customer_count is null
        or summed.customer_count <> sizes.n
        or summed.overlap_count > 0
)

select * from offending
