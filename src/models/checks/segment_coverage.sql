-- One row a look-back and cell of scores that has customers but no segment in the scheme, or more than one.
with

customer_scores as (
    select * from int_customer_scores
),

segment_cells as (
    select * from segment_cells
),

occupied as (
    select
        days_before,
        r,
        f,
        m,
        count(*) as customer_count
    from customer_scores
    group by days_before, r, f, m
),

matched as (
    select
        occupied.days_before,
        occupied.r,
        occupied.f,
        occupied.m,
        any_value(occupied.customer_count) as customer_count,
        count(segment_cells.segment) as segment_count
    from occupied
    left join segment_cells
        on
            occupied.r = segment_cells.r
            and occupied.f = segment_cells.f
            and occupied.m = segment_cells.m
    group by
        occupied.days_before,
        occupied.r,
        occupied.f,
        occupied.m
),

offending as (
    select
        cast(days_before as double) as days_before,
        cast(r as double) as r,
        cast(f as double) as f,
        cast(m as double) as m,
        cast(customer_count as double) as customers,
        cast(segment_count as double) as segments
    from matched
    where segment_count <> 1
)

select * from offending
