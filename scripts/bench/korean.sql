-- One row an order, as a Korean shop's back office writes it: Korean headers, channels, products and states.
select
    'C' || lpad(cast(hash(i) % ($orders // 10) as varchar), 7, '0') as "회원번호",
    'O' || lpad(cast(i as varchar), 9, '0') as "주문번호",
    timestamp '2022-01-01' + to_seconds(cast(hash(i + 1) % (4 * 365 * 86400) as bigint)) as "주문일시",
    cast(1000 + 100 * (hash(i + 2) % 900) as integer) as "결제금액",
    case hash(i + 3) % 4 when 0 then '검색' when 1 then '소셜' when 2 then '추천' else '직접' end as "유입경로",
    '국내산 상품 ' || lpad(cast(hash(i + 4) % 400 as varchar), 3, '0') as "상품명",
    case when hash(i + 5) % 50 = 0 then '취소' else '결제완료' end as "주문상태"
from generate_series(1, $orders) as series (i)
