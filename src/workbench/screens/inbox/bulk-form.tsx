import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type SubmitEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { CommandDeclaration } from '../../../kernel/command.ts'
import type { ListItem } from '../../api/records.ts'
import { useSignedIn } from '../../api/session.ts'
import { FilesUnderWay } from '../../forms/context.ts'
import { useDrafts } from '../../forms/drafts.tsx'
import { FieldInputs } from '../../forms/field-input.tsx'
import { jsonSchemaOf } from '../../forms/json-schema.ts'
import { fieldsOf, valuesOf } from '../../forms/shape.ts'
import { complaints, inputOf, type Values } from '../../forms/values.ts'
import { contractOf } from '../../kinds/contracts.ts'
import { announce } from '../../parts/announce.tsx'
import { ToneMark } from '../../parts/marks.tsx'
import { dayFromNow } from '../../parts/time.tsx'
import { type Outcome, useBulkRun } from './bulk-run.ts'
import '../../forms/form.css'

/** What a form starts with, where its author would mostly write the same. */
const presets: Readonly<Record<string, (person: string) => Values>> = {
  acknowledge: () => ({ nextDate: dayFromNow(7) }),
  assign: (person) => ({ to: `person:${person}` }),
}

/** One form for several records, and what became of each of them. */
export const BulkForm = ({
  collection,
  declaration,
  items,
  onDone,
  onClose,
}: {
  readonly collection: string
  readonly declaration: CommandDeclaration
  readonly items: readonly ListItem[]
  /** Told which are done, each time some are. */
  readonly onDone: (ids: readonly string[]) => void
  readonly onClose: () => void
}) => {
  const { name, title, help } = declaration
  const fields = useMemo(
    () =>
      fieldsOf(
        jsonSchemaOf(declaration.input),
        `${contractOf(collection)?.kind ?? collection}.${name}`,
      ),
    [collection, declaration, name],
  )
  const drafts = useDrafts()
  const { person } = useSignedIn()
  const draft = JSON.stringify(['together', collection, name])
  const [values, setValues] = useState<Values>(
    () => drafts.get(draft) ?? { ...valuesOf(fields), ...presets[name]?.(person) },
  )
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [checked, setChecked] = useState(0)
  const form = useRef<HTMLFormElement>(null)
  const { run, anew, running, stop, outcomeOf, changeKey, counts } = useBulkRun(
    collection,
    name,
    items,
  )
  // Whoever works by keys goes on where the outcome stands: the button they pressed was locked.
  const summary = useRef<HTMLParagraphElement>(null)
  const [runs, setRuns] = useState(0)
  useEffect(() => {
    if (runs > 0) summary.current?.focus()
  }, [runs])
  const left = items.filter(({ id }) => outcomeOf(id)?.is !== 'done')
  const tried = counts.done + counts.refused > 0

  useEffect(() => {
    if (checked > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [checked])

  const change = (next: Values) => {
    setValues(next)
    setProblems({})
    drafts.set(draft, next)
    changeKey()
  }

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    event.stopPropagation()
    if (running) return
    const input = inputOf(fields, values)
    const wrong = complaints(declaration.input, input)
    setProblems(wrong ?? {})
    if (wrong !== undefined) return setChecked(checked + 1)
    const outcomes = await run(tried ? await anew(left) : left, input)
    const done = [...outcomes].filter(([, { is }]) => is === 'done').map(([id]) => id)
    const missing = left.length - done.length
    if (missing === 0) drafts.delete(draft)
    announce(`${title}: ${done.length} done${missing === 0 ? '' : `, ${missing} not done`}.`)
    setRuns(runs + 1)
    onDone(done)
  }

  return (
    <form ref={form} className="form" noValidate onSubmit={(event) => void submit(event)}>
      <p className="form-help">{help}</p>
      {tried ? (
        <p ref={summary} tabIndex={-1} className="bulk-summary">
          <Summary done={counts.done} refused={counts.refused} all={items.length} />
        </p>
      ) : null}
      {left.length === 0 ? null : (
        <FilesUnderWay value={() => undefined}>
          <FieldInputs fields={fields} values={values} problems={problems} onChange={change} />
        </FilesUnderWay>
      )}
      <section aria-label="What becomes of each" className="stack-tight">
        <h3>{plural(items.length)}</h3>
        <ul className="outcomes">
          {items.map((item) => (
            <li key={item.id}>
              <Link
                to="/$collection/$id"
                params={{ collection, id: item.humanId }}
                target="_blank"
                title="Opens in a new tab"
              >
                {item.humanId}
              </Link>{' '}
              {item.title}
              <OutcomeWords outcome={outcomeOf(item.id)} />
            </li>
          ))}
        </ul>
      </section>
      <div className="form-foot">
        {left.length === 0 ? (
          <Button onClick={onClose}>Close</Button>
        ) : (
          <>
            <Button type="submit" loading={running}>
              {tried
                ? left.length === 1
                  ? 'Try the one left again'
                  : `Try the ${left.length} left again`
                : `${title}: ${plural(left.length)}`}
            </Button>
            {running ? (
              <Button variant="default" onClick={stop}>
                Stop after this one
              </Button>
            ) : (
              <Button variant="default" onClick={onClose}>
                {tried ? 'Close' : 'Cancel'}
              </Button>
            )}
          </>
        )}
      </div>
    </form>
  )
}

const plural = (count: number): string => (count === 1 ? '1 report' : `${count} reports`)

const Summary = ({
  done,
  refused,
  all,
}: {
  readonly done: number
  readonly refused: number
  readonly all: number
}) => (
  <ToneMark tone={done === all ? 'good' : 'half'}>
    {done} of {all} done{refused === 0 ? '' : `, ${refused} refused`}
  </ToneMark>
)

const OutcomeWords = ({ outcome }: { readonly outcome: Outcome | undefined }) => {
  switch (outcome?.is) {
    case undefined:
      return null
    case 'waiting':
      return <span className="outcome soft small">Not yet</span>
    case 'done':
      return (
        <span className="outcome small">
          <ToneMark tone="good">Done</ToneMark>
        </span>
      )
    case 'refused':
      return (
        <span className="outcome small">
          <ToneMark tone="bad">Refused</ToneMark> {outcome.problem.title}
        </span>
      )
    default:
      return outcome satisfies never
  }
}
