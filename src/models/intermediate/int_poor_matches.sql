-- One row a table of whose customer ids fewer than 95% are known elsewhere, with the likeliest cause. Messages and events reach people who never bought: without a list of members only another way of writing ids tells that something is wrong.
with

counted as (
    select * from id_match_counts
),

members as (
    select count(*) as member_count
    from raw_side_files
    where table_name = 'customers'
),

summed as (
    select
        table_name,
        sum(id_count) as id_count,
        coalesce(sum(id_count) filter (where cause is not null), 0) as unmatched_count
    from counted
    group by table_name
),

causes as (
    select
        table_name,
        cause,
        row_number() over (
            partition by table_name
            order by id_count desc, cause
        ) as place
    from counted
    where cause is not null
),

judged as (
    select
        summed.table_name,
        summed.id_count,
        summed.unmatched_count,
        causes.cause
    from summed
    inner join causes
        on
            summed.table_name = causes.table_name
            and causes.place = 1
    cross join members
    where
        20 * summed.unmatched_count > summed.id_count
        and (
            summed.table_name not in ('sends', 'events')
            or members.member_count > 0
            or causes.cause <> 'unknown'
            or summed.unmatched_count = summed.id_count
        )
)

select * from judged
