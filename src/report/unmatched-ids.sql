-- One row an example of a customer id of a table that matches none of those it should, at most three a table, with the id it probably means.
with

unmatched as (
    select * from int_unmatched_ids
),

poor_matches as (
    select * from int_poor_matches
),

numbered as (
    select
        unmatched.table_name,
        unmatched.customer_id,
        unmatched.known_id,
        row_number() over (
            partition by unmatched.table_name
            order by unmatched.customer_id
        ) as place
    from unmatched
    inner join poor_matches
        on
            unmatched.table_name = poor_matches.table_name
            and unmatched.cause = poor_matches.cause
),

typed as (
    select
        table_name,
        customer_id,
        known_id
    from numbered
    where place <= 3
    order by table_name, place
)

select * from typed
