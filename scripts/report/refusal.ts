/** What the person must put right before there can be a report: said on stderr, status 2. */
export class Refusal extends Error {}
