-- One row a customer and look-back by which they had bought: their scores by the cut-offs of that day, the three as one number (cell), and their orders and value then.
with

customer_snapshots as (
    select * from customer_snapshots
),

score_cutoffs as (
    select * from score_cutoffs
),

cutoffs as (
    select
        days_before,
        cast(max(high) filter (where dimension = 'r' and score = 2) as integer) as r_2,
        cast(max(high) filter (where dimension = 'r' and score = 3) as integer) as r_3,
        cast(max(high) filter (where dimension = 'r' and score = 4) as integer) as r_4,
        cast(max(high) filter (where dimension = 'r' and score = 5) as integer) as r_5,
        cast(max(low) filter (where dimension = 'f' and score = 2) as integer) as f_2,
        cast(max(low) filter (where dimension = 'f' and score = 3) as integer) as f_3,
        cast(max(low) filter (where dimension = 'f' and score = 4) as integer) as f_4,
        cast(max(low) filter (where dimension = 'f' and score = 5) as integer) as f_5,
        max(low) filter (where dimension = 'm' and score = 2) as m_2,
        max(low) filter (where dimension = 'm' and score = 3) as m_3,
        max(low) filter (where dimension = 'm' and score = 4) as m_4,
        max(low) filter (where dimension = 'm' and score = 5) as m_5
    from score_cutoffs
    group by days_before
),

scored as (
    select
        customer_snapshots.days_before,
        customer_snapshots.customer_key,
        case
            when customer_snapshots.recency_days <= cutoffs.r_5 then 5
            when customer_snapshots.recency_days <= cutoffs.r_4 then 4
            when customer_snapshots.recency_days <= cutoffs.r_3 then 3
            when customer_snapshots.recency_days <= cutoffs.r_2 then 2
            else 1
        end as r,
        case
            when customer_snapshots.order_count >= cutoffs.f_5 then 5
            when customer_snapshots.order_count >= cutoffs.f_4 then 4
            when customer_snapshots.order_count >= cutoffs.f_3 then 3
            when customer_snapshots.order_count >= cutoffs.f_2 then 2
            else 1
        end as f,
        case
            when customer_snapshots.value >= cutoffs.m_5 then 5
            when customer_snapshots.value >= cutoffs.m_4 then 4
            when customer_snapshots.value >= cutoffs.m_3 then 3
            when customer_snapshots.value >= cutoffs.m_2 then 2
            else 1
        end as m,
        customer_snapshots.order_count,
        customer_snapshots.value
    from customer_snapshots
    inner join cutoffs on customer_snapshots.days_before = cutoffs.days_before
),

located as (
    select
        days_before,
        customer_key,
        r,
        f,
        m,
        cast(100 * r + 10 * f + m as smallint) as cell,
        order_count,
        value
    from scored
)

select * from located
