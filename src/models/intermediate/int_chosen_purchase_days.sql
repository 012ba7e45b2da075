-- One row a customer and day with an order before as_of, as the history stood then, of the customers that the filters choose; orders and value are those of the chosen category.
with

chosen_history as (
    select * from int_chosen_history
),

parameters as (
    select * from parameters
),

known as (
    select
        chosen_history.customer_key,
        chosen_history.purchased_on,
        chosen_history.order_count,
        chosen_history.value,
        chosen_history.purchase_number,
        chosen_history.first_on,
        chosen_history.previous_on,
        case when chosen_history.next_on < parameters.as_of then chosen_history.next_on end as next_on
    from chosen_history
    cross join parameters
    where chosen_history.purchased_on < parameters.as_of
)

select * from known
