-- One row a customer that the channel and segment filters choose: acquired through the channel, and in the segment at as_of.
with

customers as (
    select * from customers
),

customer_traits as (
    select * from customer_traits
),

channels as (
    select * from channels
),

customer_scores as (
    select * from int_customer_scores
),

segment_cells as (
    select * from segment_cells
),

customer_filter as (
    select * from customer_filter
),

of_channel as (
    select customer_traits.customer_key
    from customer_traits
    inner join channels on customer_traits.channel_no = channels.channel_no
    inner join customer_filter on channels.channel = customer_filter.channel
),

in_segment as (
    select customer_scores.customer_key
    from customer_scores
    inner join segment_cells
        on
            customer_scores.r = segment_cells.r
            and customer_scores.f = segment_cells.f
            and customer_scores.m = segment_cells.m
    inner join customer_filter on segment_cells.segment = customer_filter.segment
    where customer_scores.days_before = 0
),

chosen as (
    select customers.customer_key
    from customers
    cross join customer_filter
    where
        (
            customer_filter.channel is null
            or customers.customer_key in (select of_channel.customer_key from of_channel)
        )
        and (
            customer_filter.segment is null
            or customers.customer_key in (select in_segment.customer_key from in_segment)
        )
)

select * from chosen
