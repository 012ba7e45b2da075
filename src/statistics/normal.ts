/** The 97.5% quantile of the normal distribution to the six decimals that every 95% interval of the report uses. */
export const Z95 = 1.959964
