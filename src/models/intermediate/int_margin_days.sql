-- One row a customer, day and kind of entry (purchases, refunds, costs) that makes up the contribution margin, over the whole file. None where neither costs nor a margin rate are known.
with

purchase_history as (
    select * from purchase_history
),

refund_history as (
    select * from refund_history
),

cost_days as (
    select * from cost_days
),

order_basis as (
    select * from order_basis
),

profile as (
    select * from row_profile
),

costs_known as (
    select coalesce(sum(cost_count), 0) > 0 as is_known
    from profile
    where left_out_reason is null
),

rule as (
    select
        case
            when order_basis.basis = 'margin' or costs_known.is_known then cast(1 as decimal(9, 6))
            else order_basis.margin_rate
        end as share
    from order_basis
    cross join costs_known
    where
        costs_known.is_known
        or order_basis.margin_rate is not null
),

entries as (
    select
        purchase_history.customer_key,
        purchase_history.purchased_on as entered_on,
        cast(cast(purchase_history.value as decimal(28, 4)) * rule.share as decimal(18, 4)) as margin
    from purchase_history
    cross join rule
    union all
    select
        refund_history.customer_key,
        refund_history.refunded_on as entered_on,
        cast(cast(refund_history.value as decimal(28, 4)) * rule.share as decimal(18, 4)) as margin
    from refund_history
    cross join rule
    union all
    select
        customer_key,
        ordered_on as entered_on,
        -cost as margin
    from cost_days
)

select * from entries
