-- One row a look-back, dimension (r, f, m) and score from 1 to 5: lowest and highest value with that score, and its customers; a score that nobody has has null and 0.
with

customer_snapshots as (
    select * from customer_snapshots
),

ranked_values as (
    select * from int_ranked_values
),

score_edges as (
    select * from int_score_edges
),

scoring as (
    select * from scoring
),

sizes as (
    select
        days_before,
        count(*) as n,
        count(*) filter (where order_count = 1) as single_count
    from customer_snapshots
    group by days_before
),

scored as (
    select
        ranked_values.days_before,
        ranked_values.dimension,
        ranked_values.value,
        ranked_values.customer_count,
        case
            when scoring.scorer = 'r-rfm' and ranked_values.dimension = 'r'
                then
                    5
                    - case when ranked_values.value >= score_edges.edge_2 then 1 else 0 end
                    - case when ranked_values.value >= score_edges.edge_3 then 1 else 0 end
                    - case when ranked_values.value >= score_edges.edge_4 then 1 else 0 end
                    - case when ranked_values.value >= score_edges.edge_5 then 1 else 0 end
            when scoring.scorer = 'cutoffs' and ranked_values.dimension = 'r'
                then
                    1
                    + case when ranked_values.value <= score_edges.edge_2 then 1 else 0 end
                    + case when ranked_values.value <= score_edges.edge_3 then 1 else 0 end
                    + case when ranked_values.value <= score_edges.edge_4 then 1 else 0 end
                    + case when ranked_values.value <= score_edges.edge_5 then 1 else 0 end
            when scoring.scorer in ('r-rfm', 'cutoffs')
                then
                    1
                    + case when ranked_values.value >= score_edges.edge_2 then 1 else 0 end
                    + case when ranked_values.value >= score_edges.edge_3 then 1 else 0 end
                    + case when ranked_values.value >= score_edges.edge_4 then 1 else 0 end
                    + case when ranked_values.value >= score_edges.edge_5 then 1 else 0 end
            when ranked_values.dimension = 'r'
                then
                    1
                    + 5 * (2 * (sizes.n - ranked_values.customers_below) - ranked_values.customer_count)
                    // (2 * sizes.n)
            when ranked_values.dimension = 'f' and ranked_values.value = 1 then 1
            when ranked_values.dimension = 'f'
                then
                    2
                    + 4 * (2 * (ranked_values.customers_below - sizes.single_count) + ranked_values.customer_count)
                    // (2 * (sizes.n - sizes.single_count))
            else
                1
                + 5 * (2 * ranked_values.customers_below + ranked_values.customer_count)
                // (2 * sizes.n)
        end as score
    from ranked_values
    inner join sizes on ranked_values.days_before = sizes.days_before
    left join score_edges
        on
            ranked_values.days_before = score_edges.days_before
            and ranked_values.dimension = score_edges.dimension
    cross join scoring
),

found as (
    select
        days_before,
        dimension,
        score,
        min(value) as low,
        max(value) as high,
        sum(customer_count) as customer_count
    from scored
    group by days_before, dimension, score
),

listed as (
    select
        sizes.days_before,
        dimensions.dimension,
        cast(scores.score as smallint) as score,
        found.low,
        found.high,
        cast(coalesce(found.customer_count, 0) as bigint) as customer_count
    from sizes
    cross join (values ('r'), ('f'), ('m')) as dimensions (dimension)
    cross join (values (1), (2), (3), (4), (5)) as scores (score)
    left join found
        on
            sizes.days_before = found.days_before
            and dimensions.dimension = found.dimension
            and scores.score = found.score
)

select * from listed
