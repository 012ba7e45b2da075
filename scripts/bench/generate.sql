-- One row an order: $perCustomer orders a customer, four years of times, prices in won that repeat as real ones do.
select
    'C' || lpad(cast(hash(i) % ($orders // $perCustomer) as varchar), 7, '0') as customer_id,
    'O' || lpad(cast(i as varchar), 9, '0') as order_id,
    timestamp '2022-01-01' + to_seconds(cast(hash(i + 1) % (4 * 365 * 86400) as bigint)) as ordered_at,
    cast(1000 + 100 * (hash(i + 2) % 900) as integer) as amount,
    case hash(i + 3) % 4 when 0 then 'search' when 1 then 'social' when 2 then 'referral' else 'direct' end as channel,
    'P' || lpad(cast(hash(i + 4) % 400 as varchar), 3, '0') as product,
    case when hash(i + 5) % 50 = 0 then 'cancelled' else 'paid' end as status
from generate_series(1, $orders) as series (i)
