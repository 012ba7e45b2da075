-- One row an order: three columns that a report needs and four that nobody maps.
select
    'C' || lpad(cast(hash(i) % ($orders // $perCustomer) as varchar), 7, '0') as customer_id,
    timestamp '2022-01-01' + to_seconds(cast(hash(i + 1) % (4 * 365 * 86400) as bigint)) as ordered_at,
    cast(1000 + 100 * (hash(i + 2) % 900) as integer) as amount,
    'x' || cast(hash(i + 3) % 1000 as varchar) as w1,
    hash(i + 4) % 100000 as w2,
    cast(hash(i + 5) % 1000 as double) / 7 as w3,
    'y' || cast(hash(i + 6) % 100000 as varchar) as w4
from generate_series(1, $orders) as series (i)
