-- One row a cell of r, f and m scores that has customers at as_of, with its segment.
with

customer_scores as (
    select * from int_chosen_scores
),

segment_cells as (
    select * from segment_cells
),

occupied as (
    select
        r,
        f,
        m,
        count(*) as customer_count,
        sum(value) as value
    from customer_scores
    where days_before = 0
    group by r, f, m
),

cells as (
    select
        cast(occupied.r as double) as r,
        cast(occupied.f as double) as f,
        cast(occupied.m as double) as m,
        segment_cells.segment,
        cast(occupied.customer_count as double) as customers,
        cast(occupied.value as double) as value
    from occupied
    left join segment_cells
        on
            occupied.r = segment_cells.r
            and occupied.f = segment_cells.f
            and occupied.m = segment_cells.m
)

select * from cells
