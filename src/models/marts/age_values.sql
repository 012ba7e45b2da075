-- One row a quarter, group of customers (they are dealt into 200) and birth year: what the customers that the filters choose bought, and how many they were.
with

chosen_history as (
    select * from int_chosen_history
),

customer_traits as (
    select * from customer_traits
),

born as (
    select
        customer_key,
        birth_year
    from customer_traits
    where birth_year is not null
),

bought as (
    select
        cast(date_trunc('quarter', chosen_history.purchased_on) as date) as quarter_on,
        cast(chosen_history.customer_key % 200 as integer) as group_no,
        born.birth_year,
        chosen_history.customer_key,
        sum(chosen_history.value) as value
    from chosen_history
    inner join born on chosen_history.customer_key = born.customer_key
    group by date_trunc('quarter', chosen_history.purchased_on), born.birth_year, chosen_history.customer_key
),

summed as (
    select
        quarter_on,
        group_no,
        birth_year,
        cast(sum(value) as decimal(38, 4)) as value,
        count(*) as customer_count
    from bought
    group by quarter_on, group_no, birth_year
)

select * from summed
