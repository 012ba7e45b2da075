-- One row a look-back of 30, 90 or 365 days and pair of segments, then and at as_of: customers and their value at as_of. None for a look-back before the first purchase.
with

customer_scores as not materialized (
    select * from int_chosen_scores
),

segment_cells as (
    select * from segment_cells
),

present as (
    select
        customer_key,
        cell,
        value
    from customer_scores
    where days_before = 0
),

past as (
    select
        customer_key,
        days_before,
        cell
    from customer_scores
    where days_before > 0
),

known as (
    select
        past.days_before,
        past.cell as past_cell,
        present.cell,
        count(*) as customer_count,
        sum(present.value) as value
    from past
    inner join present on past.customer_key = present.customer_key
    group by past.days_before, past.cell, present.cell
),

known_by_cell as (
    select
        days_before,
        cell,
        sum(customer_count) as customer_count,
        sum(value) as value
    from known
    group by days_before, cell
),

everyone_by_cell as (
    select
        cell,
        count(*) as customer_count,
        sum(value) as value
    from present
    group by cell
),

look_backs as (
    select distinct days_before from known
),

newcomers as (
    select
        look_backs.days_before,
        everyone_by_cell.cell,
        everyone_by_cell.customer_count - coalesce(known_by_cell.customer_count, 0) as customer_count,
        everyone_by_cell.value - coalesce(known_by_cell.value, 0) as value
    from everyone_by_cell
    cross join look_backs
    left join known_by_cell
        on
            look_backs.days_before = known_by_cell.days_before
            and everyone_by_cell.cell = known_by_cell.cell
),

named_cells as (
    select
        100 * r + 10 * f + m as cell,
        segment
    from segment_cells
),

moves as (
    select
        known.days_before,
        named_cells.segment as from_segment,
        known.cell,
        known.customer_count,
        known.value
    from known
    left join named_cells on known.past_cell = named_cells.cell
    union all
    select
        days_before,
        'not_yet_a_customer' as from_segment,
        cell,
        customer_count,
        value
    from newcomers
    where customer_count > 0
),

movement as (
    select
        cast(moves.days_before as double) as days,
        moves.from_segment,
        named_cells.segment as to_segment,
        cast(sum(moves.customer_count) as double) as customers,
        cast(sum(moves.value) as double) as value
    from moves
    left join named_cells on moves.cell = named_cells.cell
    group by
        moves.days_before,
        moves.from_segment,
        named_cells.segment
)

select * from movement
