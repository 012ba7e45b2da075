-- One row a look-back, dimension (r, f, m) and score from 1 to 5: lowest and highest value with that score, and its customers; a score that nobody has has null and 0.
with

ranked_values as (
    select * from int_ranked_values
),

score_edges as (
    select * from int_score_edges
),

parameters as (
    select * from parameters
),

sizes as (
    select
        days_before,
        dimension,
        cast(sum(customer_count) as bigint) as n,
        cast(coalesce(sum(customer_count) filter (where dimension = 'f' and value = 1), 0) as bigint) as single_count
    from ranked_values
    group by days_before, dimension
),

judged as (
    select
        ranked_values.days_before,
        ranked_values.dimension,
        ranked_values.value,
        ranked_values.customer_count,
        parameters.scorer,
        sizes.n,
        sizes.single_count,
        case
            when ranked_values.dimension = 'r'
                then sizes.n - ranked_values.customers_below - ranked_values.customer_count
            else ranked_values.customers_below
        end as worse_count,
        case
            when ranked_values.dimension = 'r' and parameters.scorer = 'cutoffs'
                then
                    case when ranked_values.value <= score_edges.edge_2 then 1 else 0 end
                    + case when ranked_values.value <= score_edges.edge_3 then 1 else 0 end
                    + case when ranked_values.value <= score_edges.edge_4 then 1 else 0 end
                    + case when ranked_values.value <= score_edges.edge_5 then 1 else 0 end
            else
                case when ranked_values.value >= score_edges.edge_2 then 1 else 0 end
                + case when ranked_values.value >= score_edges.edge_3 then 1 else 0 end
                + case when ranked_values.value >= score_edges.edge_4 then 1 else 0 end
                + case when ranked_values.value >= score_edges.edge_5 then 1 else 0 end
        end as edges_passed
    from ranked_values
    inner join sizes
        on
            ranked_values.days_before = sizes.days_before
            and ranked_values.dimension = sizes.dimension
    left join score_edges
        on
            ranked_values.days_before = score_edges.days_before
            and ranked_values.dimension = score_edges.dimension
    cross join parameters
),

scored as (
    select
        days_before,
        dimension,
        value,
        customer_count,
        case
            when scorer = 'cutoffs' then 1 + edges_passed
            when scorer = 'r-rfm' and dimension = 'r' then 5 - edges_passed
            when scorer = 'r-rfm' then 1 + edges_passed
            when dimension = 'f' and value = 1 then 1
            when dimension = 'f'
                then 2 + 4 * (2 * (worse_count - single_count) + customer_count) // (2 * (n - single_count))
            else 1 + 5 * (2 * worse_count + customer_count) // (2 * n)
        end as score
    from judged
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
        sizes.dimension,
        cast(scores.score as smallint) as score,
        found.low,
        found.high,
        cast(coalesce(found.customer_count, 0) as bigint) as customer_count
    from sizes
    cross join (values (1), (2), (3), (4), (5)) as scores (score)
    left join found
        on
            sizes.days_before = found.days_before
            and sizes.dimension = found.dimension
            and scores.score = found.score
)

select * from listed
