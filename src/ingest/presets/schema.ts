import * as v from 'valibot'
import { orderFields, type OrderField } from '../canonical.ts'
import { isTimeZone, keyKinds } from '../mapping.ts'

const header = v.pipe(v.string(), v.minLength(1), v.maxLength(1000))
/** One header, or several names that it has had, best first. */
const choice = v.union([header, v.pipe(v.array(header), v.minLength(1))])
const word = v.strictObject({ ko: v.pipe(v.string(), v.minLength(1)), en: v.pipe(v.string(), v.minLength(1)) })

const { amount: _, ...others } = orderFields
const columns = v.strictObject(
  Object.fromEntries(Object.keys(others).map((field) => [field, v.optional(choice)])) as {
    [field in Exclude<OrderField, 'amount'>]: v.OptionalSchema<typeof choice, undefined>
  },
)

const presetSchema = v.strictObject({
  schema: v.literal('dangol.preset/1'),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)),
  /** The system as it calls itself. */
  system: v.string(),
  name: word,
  /** What a person should know who confirms it: what was taken for what, and why. */
  notes: word,
  headers: v.strictObject({
    /** All of these make the export known; the others of `known` decide between presets. */
    required: v.pipe(v.array(choice), v.minLength(2)),
    known: v.array(header),
  }),
  mapping: v.strictObject({
    columns,
    /** The amount, best first, with what it is; a column that is empty is passed over. */
    amount: v.pipe(
      v.array(v.strictObject({ column: header, is: v.picklist(['line', 'order_total']) })),
      v.minLength(1),
    ),
    customer_fallback: v.optional(v.array(header)),
    customer_key: v.optional(v.record(header, v.picklist(keyKinds))),
    cancelled: v.array(v.string()),
    cancelled_where: v.optional(choice),
    refunded: v.optional(choice),
    currency_column: v.optional(choice),
    date: v.optional(
      v.strictObject({
        order: v.picklist(['ymd', 'dmy', 'mdy']),
        unit: v.optional(v.picklist(['text', 's', 'ms'])),
      }),
    ),
    decimal: v.optional(v.picklist(['.', ','])),
    time_zone: v.optional(v.nullable(v.pipe(v.string(), v.check(isTimeZone, 'not a time zone')))),
    currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
  }),
})

/** How the orders of a known shop system are read: a data file of this folder. */
export type Preset = v.InferOutput<typeof presetSchema>

/** A preset from a data file. Throws where it is none, with the path of the first offending key. */
export function parsePreset(json: unknown, file: string): Preset {
  const result = v.safeParse(presetSchema, json, { abortEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  const path = (issue.path ?? []).map((item) => String(item.key)).join('.')
  throw new Error(`${file}: ${path ? `${path}: ` : ''}${issue.message}`)
}
