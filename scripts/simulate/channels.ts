/** Share of the price left after the goods. */
export const MARGIN_RATE = 0.4

/** Channels by which customers come; the first costs nothing. */
export const channels = ['word_of_mouth', 'search', 'social'] as const

/** The channels' shares of new customers. */
export const CHANNEL_SHARES = [0.3, 0.4, 0.3] as const
