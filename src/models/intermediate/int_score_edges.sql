-- One row a look-back and dimension, for scorers that compare with edges: where scores 2 to 5 begin (r-rfm: quantiles of type 7 plus one, ascending, for r too; cutoffs: the given ones).
with

customer_snapshots as (
    select * from customer_snapshots
),

ranked_values as (
    select * from int_ranked_values
),

fixed_cutoffs as (
    select * from fixed_cutoffs
),

scoring as (
    select * from scoring
),

sizes as (
    select
        days_before,
        count(*) as n
    from customer_snapshots
    group by days_before
),

positions as (
    select
        sizes.days_before,
        steps.step,
        ((sizes.n - 1) * steps.step) // 5 as position,
        ((sizes.n - 1) * steps.step) % 5 as fifths
    from sizes
    cross join (values (1), (2), (3), (4)) as steps (step)
    cross join scoring
    where scoring.scorer = 'r-rfm'
),

neighbours as (
    select
        positions.days_before,
        ranked_values.dimension,
        positions.step,
        cast(positions.fifths as integer) as fifths,
        min(ranked_values.value) as lower_value,
        max(ranked_values.value) as upper_value
    from positions
    inner join ranked_values
        on
            positions.days_before = ranked_values.days_before
            and ranked_values.customers_below
            <= positions.position + case when positions.fifths > 0 then 1 else 0 end
            and ranked_values.customers_below + ranked_values.customer_count > positions.position
    group by
        positions.days_before,
        ranked_values.dimension,
        positions.step,
        positions.fifths
),

quantile_edges as (
    select
        days_before,
        dimension,
        step + 1 as score,
        cast(
            ceil(((5 - fifths) * lower_value + fifths * upper_value + 5) * 2000) * 0.0001 as decimal(18, 4)
        ) as edge
    from neighbours
),

given_edges as (
    select
        sizes.days_before,
        fixed_cutoffs.dimension,
        fixed_cutoffs.score,
        cast(fixed_cutoffs.low as decimal(18, 4)) as edge
    from sizes
    cross join fixed_cutoffs
    cross join scoring
    where scoring.scorer = 'cutoffs'
),

edges as (
    select * from quantile_edges
    union all
    select * from given_edges
),

pivoted as (
    select
        days_before,
        dimension,
        max(edge) filter (where score = 2) as edge_2,
        max(edge) filter (where score = 3) as edge_3,
        max(edge) filter (where score = 4) as edge_4,
        max(edge) filter (where score = 5) as edge_5
    from edges
    group by days_before, dimension
)

select * from pivoted
