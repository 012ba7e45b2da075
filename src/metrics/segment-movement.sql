-- One row a look-back of 30, 90 or 365 days and pair of segments, then and at as_of: customers and their value at as_of. None for a look-back before the first purchase.
with

customer_scores as (
    select * from int_customer_scores
),

segment_cells as (
    select * from segment_cells
),

present as (
    select * from customer_scores
    where days_before = 0
),

known as (
    select
        past.days_before,
        past.r as past_r,
        past.f as past_f,
        past.m as past_m,
        present.r,
        present.f,
        present.m,
        count(*) as customer_count,
        sum(present.value) as value
    from customer_scores as past
    inner join present on past.customer_key = present.customer_key
    where past.days_before > 0
    group by
        past.days_before,
        past.r,
        past.f,
        past.m,
        present.r,
        present.f,
        present.m
),

everyone as (
    select
        r,
        f,
        m,
        count(*) as customer_count,
        sum(value) as value
    from present
    group by r, f, m
),

known_by_cell as (
    select
        days_before,
        r,
        f,
        m,
        sum(customer_count) as customer_count,
        sum(value) as value
    from known
    group by
        days_before,
        r,
        f,
        m
),

look_backs as (
    select distinct days_before from known
),

newcomers as (
    select
        look_backs.days_before,
        everyone.r,
        everyone.f,
        everyone.m,
        everyone.customer_count - coalesce(known_by_cell.customer_count, 0) as customer_count,
        everyone.value - coalesce(known_by_cell.value, 0) as value
    from everyone
    cross join look_backs
    left join known_by_cell
        on
            look_backs.days_before = known_by_cell.days_before
            and everyone.r = known_by_cell.r
            and everyone.f = known_by_cell.f
            and everyone.m = known_by_cell.m
),

moves as (
    select
        known.days_before,
        segment_cells.segment as from_segment,
        known.r,
        known.f,
        known.m,
        known.customer_count,
        known.value
    from known
    left join segment_cells
        on
            known.past_r = segment_cells.r
            and known.past_f = segment_cells.f
            and known.past_m = segment_cells.m
    union all
    select
        days_before,
        'not_yet_a_customer' as from_segment,
        r,
        f,
        m,
        customer_count,
        value
    from newcomers
    where customer_count > 0
),

movement as (
    select
        cast(moves.days_before as double) as days,
        moves.from_segment,
        segment_cells.segment as to_segment,
        cast(sum(moves.customer_count) as double) as customers,
        cast(sum(moves.value) as double) as value
    from moves
    left join segment_cells
        on
            moves.r = segment_cells.r
            and moves.f = segment_cells.f
            and moves.m = segment_cells.m
    group by
        moves.days_before,
        moves.from_segment,
        segment_cells.segment
)

select * from movement
