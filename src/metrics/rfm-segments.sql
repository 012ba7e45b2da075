-- One row a segment of the scheme: its customers at as_of, their value and orders; segments without customers are kept.
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
        sum(order_count) as order_count,
        sum(value) as value
    from customer_scores
    where days_before = 0
    group by r, f, m
),

segments as (
    select
        segment_cells.segment,
        cast(coalesce(sum(occupied.customer_count), 0) as double) as customers,
        cast(coalesce(sum(occupied.value), 0) as double) as value,
        cast(coalesce(sum(occupied.order_count), 0) as double) as orders
    from segment_cells
    left join occupied
        on
            segment_cells.r = occupied.r
            and segment_cells.f = occupied.f
            and segment_cells.m = occupied.m
    group by segment_cells.segment
)

select * from segments
