-- One row a customer of whom a channel, a birth year or a referrer is known. A referrer counts where they came before the customer (by sign-up or first order) and are somebody else: so nobody refers in a circle.
with

customer_keys as (
    select * from customer_keys
),

acquisition_channels as (
    select * from acquisition_channels
),

channel_names as (
    select * from channel_names
),

channels as (
    select * from channels
),

customers as (
    select * from stg_customers
),

referrals as (
    select * from referrals
),

placed as (
    select
        acquisition_channels.customer_key,
        channels.channel_no
    from acquisition_channels
    inner join channel_names on acquisition_channels.channel = channel_names.name
    inner join channels on channel_names.match_key = channels.match_key
),

born as (
    select
        customer_keys.customer_key,
        cast(customers.birth_year as smallint) as birth_year
    from customers
    inner join customer_keys on customers.customer_id = customer_keys.customer_id
    where
        customers.left_out_reason is null
        and customers.birth_year is not null
),

referred as (
    select
        customer_key,
        referrer_key
    from referrals
    where verdict = 'counted'
),

known as (
    select
        coalesce(placed.customer_key, born.customer_key) as customer_key,
        placed.channel_no,
        born.birth_year
    from placed
    full join born on placed.customer_key = born.customer_key
),

traits as (
    select
        coalesce(known.customer_key, referred.customer_key) as customer_key,
        known.channel_no,
        known.birth_year,
        referred.referrer_key
    from known
    full join referred on known.customer_key = referred.customer_key
)

select * from traits
