import { Button } from '@mantine/core'
import { type SubmitEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Dispatched } from '../api/issue.ts'
import { commandOf, contractOf } from '../kinds/contracts.ts'
import { Refused } from '../parts/banner.tsx'
import { Conflicted } from './conflicted.tsx'
import { FilesUnderWay, FormRecord } from './context.ts'
import { useDrafts } from './drafts.tsx'
import { FieldInputs } from './field-input.tsx'
import { jsonSchemaOf } from './json-schema.ts'
import type { Order } from './order.ts'
import { fieldsOf, valuesOf } from './shape.ts'
import { SignatureStep } from './signature-step.tsx'
import { type Signing, useIssue } from './use-issue.ts'
import { complaints, inputOf, type Values } from './values.ts'
import './form.css'

/** The form of a command, made from its declaration alone. */
export const CommandForm = ({
  order,
  onDone,
  onCancel,
}: {
  readonly order: Order
  readonly onDone: (dispatched: Dispatched) => void
  readonly onCancel: () => void
}) => {
  const declaration = commandOf(order.collection, order.command)
  const fields = useMemo(
    () => fieldsOf(jsonSchemaOf(declaration.input), pathOf(order)),
    [declaration, order],
  )
  const drafts = useDrafts()
  const draft = draftName(order)
  const [values, setValues] = useState<Values>(
    () => drafts.get(draft) ?? { ...valuesOf(fields), ...order.preset },
  )
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [signing, setSigning] = useState(false)
  const { send, sending, refusal, conflict, fields: refusedFields, forget } = useIssue(order)
  const form = useRef<HTMLFormElement>(null)
  const [checked, setChecked] = useState(0)
  // Sent now, the form would lack the file that is still on its way.
  const [files, setFiles] = useState(0)
  const countFile = useCallback((change: 1 | -1) => setFiles((before) => before + change), [])

  // After a check that found something, the first field that is wrong takes the focus.
  useEffect(() => {
    if (checked > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [checked])

  const change = (next: Values) => {
    setValues(next)
    setProblems({})
    drafts.set(draft, next)
  }

  const input = () => inputOf(fields, values)

  const deliver = async (signature: Signing | undefined) => {
    const dispatched = await send(input(), signature)
    if (dispatched === undefined) return
    drafts.delete(draft)
    onDone(dispatched)
  }

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    // Forms within portals would otherwise reach the form around them.
    event.stopPropagation()
    if (files > 0) return
    const wrong = complaints(declaration.input, input())
    setProblems(wrong ?? {})
    if (wrong !== undefined) return setChecked(checked + 1)
    if (declaration.signature === undefined) return deliver(undefined)
    forget()
    setSigning(true)
  }

  const answer =
    refusal === undefined ? null : conflict === undefined ? (
      <Refused key={refusal.attempt} problem={refusal.problem} />
    ) : (
      <Conflicted conflict={conflict} />
    )

  if (signing && declaration.signature !== undefined)
    return (
      <SignatureStep
        meaning={declaration.signature}
        record={order.record}
        fields={fields}
        values={values}
        sending={sending}
        answer={answer}
        action={conflict === undefined ? 'Sign' : 'Sign all the same'}
        onSign={deliver}
        onBack={() => setSigning(false)}
      />
    )

  const shown = { ...refusedFields, ...problems }
  const untold = shown['']
  return (
    <FormRecord value={order.record}>
      <form ref={form} className="form" noValidate onSubmit={(event) => void submit(event)}>
        <p className="form-help">{declaration.help}</p>
        {answer}
        {untold === undefined ? null : <p className="field-error">{untold}</p>}
        <FilesUnderWay value={countFile}>
          <FieldInputs fields={fields} values={values} problems={shown} onChange={change} />
        </FilesUnderWay>
        <div className="form-foot">
          <Button type="submit" loading={sending || files > 0}>
            {declaration.signature === undefined
              ? conflict === undefined
                ? declaration.title
                : `${declaration.title} all the same`
              : 'Go on to sign'}
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      </form>
    </FormRecord>
  )
}

/** `case.open`: the name under which words and special fields know a command. */
const pathOf = ({ collection, command }: Order): string =>
  `${contractOf(collection)?.kind ?? collection}.${command}`

const draftName = ({ collection, command, record, preset }: Order): string =>
  JSON.stringify([collection, command, record?.id ?? '', preset ?? {}])
