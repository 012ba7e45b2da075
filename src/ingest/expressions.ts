import { fieldsOf, type FieldName, type FieldType } from './canonical.ts'
import type { SourceType, TableMapping } from './mapping.ts'
import { OrderCaster } from './order-caster.ts'
import { SideCaster } from './side-caster.ts'

export { quoteIdentifier } from './sql.ts'

/** SQL by canonical column. */
export type Expressions = { readonly [field in FieldName]?: string }

/**
 * SQL expressions that make the canonical columns of a table from the columns of a file, for mapped fields and the
 * derived amount only. `types` are those of a Parquet file by column; a column not named there is text. They read
 * source columns by their `sourceColumns` names and work in both engines without extensions; a value that cannot be cast is null.
 */
export function castExpressions(mapping: TableMapping, types: Readonly<Record<string, SourceType>> = {}): Expressions {
  const cast = mapping.table === 'orders' ? new OrderCaster(mapping, types) : new SideCaster(mapping, types)
  const result: { [field in FieldName]?: string } = {}
  for (const [field, type] of Object.entries(fieldsOf(mapping.table)) as [FieldName, FieldType][]) {
    const expression = cast.field(field, type)
    if (expression !== null) result[field] = expression
  }
  return result
}
