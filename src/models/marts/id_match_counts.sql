-- One row a table whose customer ids should be known elsewhere and why they are not (null: they are): how many ids.
with

expected as (
    select * from int_expected_ids
),

unmatched as (
    select * from int_unmatched_ids
),

counted as (
    select
        table_name,
        cast(null as varchar) as cause,
        count(*) as id_count
    from expected
    where is_known
    group by table_name
    union all
    select
        table_name,
        cause,
        count(*) as id_count
    from unmatched
    group by table_name, cause
)

select * from counted
