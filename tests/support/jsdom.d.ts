/** What tests use of jsdom, which ships no types. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(html?: string)
    readonly window: { readonly document: Document }
  }
}
