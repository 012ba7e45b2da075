-- One row a customer whose id holds the text that is asked for, in any case, at most 101 of them: the id itself first, then those that begin with it. Only customers that the filters choose, with an order before as_of.
with

customer_keys as (
    select * from customer_keys
),

customers as (
    select * from customers
),

chosen_customers as (
    select * from chosen_customers
),

customer_filter as (
    select channel is null and segment is null as is_open from customer_filter
),

asked_text as (
    select lower(wanted) as wanted from asked_text
),

matching as (
    select
        customer_keys.customer_key,
        case
            when lower(customer_keys.customer_id) = asked_text.wanted then 0
            when starts_with(lower(customer_keys.customer_id), asked_text.wanted) then 1
            else 2
        end as distance
    from customer_keys
    cross join asked_text
    where contains(lower(customer_keys.customer_id), asked_text.wanted)
),

chosen as (
    select
        matching.customer_key,
        matching.distance
    from matching
    inner join customers on matching.customer_key = customers.customer_key
    cross join customer_filter
    where
        customer_filter.is_open
        or matching.customer_key in (select chosen_customers.customer_key from chosen_customers)
),

found as (
    select cast(customer_key as double) as customer_key
    from chosen
    order by
        distance,
        chosen.customer_key
    limit 101
)

select * from found
