import type { ComponentType } from 'react'
import type { z } from 'zod'
import type { RecordEnvelope } from '../api/records.ts'
import { Banner } from '../parts/banner.tsx'

export interface PanelProps<State> {
  readonly record: RecordEnvelope
  readonly state: State
}

/** A panel that is shown its record's state parsed by its own view, or says that it cannot be. */
export const withState = <Schema extends z.ZodType>(
  schema: Schema,
  Panel: ComponentType<PanelProps<z.output<Schema>>>,
): ComponentType<{ readonly record: RecordEnvelope }> => {
  const Parsed = ({ record }: { readonly record: RecordEnvelope }) => {
    const parsed = schema.safeParse(record.state)
    return parsed.success ? (
      <Panel record={record} state={parsed.data} />
    ) : (
      <Banner tone="bad" title="This page does not know this record's form.">
        <p>The server may be newer than this page. Load the page again.</p>
      </Banner>
    )
  }
  return Parsed
}
