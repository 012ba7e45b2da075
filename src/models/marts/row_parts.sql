-- One row a part of the order files' rows, of about four million rows by the hash of their order: what is too large at once is built part by part.
with

row_counts as (
    select * from row_counts
),

sized as (
    select greatest(1, cast(ceil(sum(row_count) / 4000000) as integer)) as part_count
    from row_counts
),

parts as (
    select
        cast(numbers.part as integer) as part,
        sized.part_count
    from sized
    cross join generate_series(0, 999) as numbers (part)
    where numbers.part < sized.part_count
)

select * from parts
