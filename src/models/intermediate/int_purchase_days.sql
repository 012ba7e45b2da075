-- One row a customer and day with an order before as_of, as the history stood then: a later purchase day is not known yet.
with

purchase_history as (
    select * from purchase_history
),

parameters as (
    select * from parameters
),

known as (
    select
        purchase_history.customer_key,
        purchase_history.purchased_on,
        purchase_history.order_count,
        purchase_history.value,
        purchase_history.purchase_number,
        purchase_history.first_on,
        purchase_history.previous_on,
        case when purchase_history.next_on < parameters.as_of then purchase_history.next_on end as next_on
    from purchase_history
    cross join parameters
    where purchase_history.purchased_on < parameters.as_of
)

select * from known
