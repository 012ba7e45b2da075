-- One row a look-back and dimension, for scorers that compare with edges: scores 2 to 5 begin at these values (r-rfm: quantiles of type 7 plus one, ascending, for r too; cutoffs: the given ones).
with

ranked_values as (
    select * from int_ranked_values
),

fixed_cutoffs as (
    select * from fixed_cutoffs
),

parameters as (
    select * from parameters
),

sizes as (
    select
        days_before,
        dimension,
        sum(customer_count) as n
    from ranked_values
    group by days_before, dimension
),

positions as (
    select
        sizes.days_before,
        sizes.dimension,
        steps.step,
        cast(((sizes.n - 1) * steps.step) // 5 as bigint) as position,
        cast(((sizes.n - 1) * steps.step) % 5 as bigint) as fifths
    from sizes
    cross join (values (1), (2), (3), (4)) as steps (step)
    cross join parameters
    where parameters.scorer = 'r-rfm'
),

neighbours as (
    select
        positions.days_before,
        positions.dimension,
        positions.step,
        positions.fifths,
        min(ranked_values.value) as lower_value,
        max(ranked_values.value) as upper_value
    from positions
    inner join ranked_values
        on
            positions.days_before = ranked_values.days_before
            and positions.dimension = ranked_values.dimension
            and ranked_values.customers_below
            <= positions.position + case when positions.fifths > 0 then 1 else 0 end
            and ranked_values.customers_below + ranked_values.customer_count > positions.position
    group by
        positions.days_before,
        positions.dimension,
        positions.step,
        positions.fifths
),

quantile_edges as (
    select
        days_before,
        dimension,
        step + 1 as score,
        cast(
            ((5 - fifths) * lower_value + fifths * upper_value) * 0.2 + 1 as decimal(38, 5)
        ) as edge
    from neighbours
),

given_edges as (
    select
        sizes.days_before,
        sizes.dimension,
        fixed_cutoffs.score,
        cast(fixed_cutoffs.low as decimal(38, 5)) as edge
    from sizes
    inner join fixed_cutoffs on sizes.dimension = fixed_cutoffs.dimension
    cross join parameters
    where parameters.scorer = 'cutoffs'
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
