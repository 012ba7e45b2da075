-- One row: kept members, and those of them whose birth year or age is nobody's alive, with one such year.
with

customers as (
    select * from stg_customers
    where left_out_reason is null
),

members as (
    select * from raw_customers
),

counted as (
    select
        count(*) as member_count,
        count(*) filter (where customers.birth_year is null and coalesce(members.birth_year, members.age) is not null)
            as row_count,
        coalesce(
            min(members.birth_year) filter (where customers.birth_year is null and members.birth_year < 1900),
            max(members.birth_year) filter (where customers.birth_year is null)
        ) as birth_year
    from customers
    inner join members
        on
            customers.file_no = members.file_no
            and customers.row_no = members.row_no
)

select * from counted
