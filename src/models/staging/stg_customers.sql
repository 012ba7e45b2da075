-- One row a row of the customer files, with the reason for leaving it out (null: kept). Of several rows of one customer one is kept, whatever their order in the file: of the last file, with the latest sign-up; a birth year that no living buyer has is null.
with

customers as (
    select * from raw_customers
),

last_days as (
    select max(last_on) as last_on
    from row_counts
    where left_out_reason is null
),

ranked as (
    select
        customers.*,
        row_number() over (
            partition by customers.customer_id
            order by
                customers.file_no desc,
                customers.signed_up_at desc nulls last,
                customers.referred_by desc nulls last,
                customers.acquisition_channel desc nulls last,
                customers.birth_year desc nulls last,
                customers.age desc nulls last,
                customers.gender desc nulls last,
                customers.tier desc nulls last,
                customers.points desc nulls last,
                customers.consent desc nulls last,
                customers.row_no desc
        ) as place,
        last_days.last_on
    from customers
    cross join last_days
),

judged as (
    select
        file_no,
        row_no,
        customer_id,
        cast(signed_up_at as date) as signed_up_on,
        case
            when birth_year between year(last_on) - 100 and year(last_on) - 10 then birth_year
            when birth_year is null and age between 10 and 100 then year(last_on) - age
        end as birth_year,
        gender,
        acquisition_channel,
        referred_by,
        tier,
        points,
        consent as has_consented,
        case
            when customer_id is null then 'no_customer'
            when contains(customer_id, '*') then 'masked_customer'
            when place > 1 then 'repeated_customer'
        end as left_out_reason
    from ranked
)

select * from judged
