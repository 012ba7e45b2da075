-- One row a customer of the left edge: first seen so early that they may have bought before the file begins.
with

customers as (
    select * from customers
),

left_edge as (
    select * from left_edge
),

early as (
    select customer_key
    from customers
    where first_on < (select left_edge.before_on from left_edge)
)

select * from early
