import { Button, PasswordInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, type SubmitEvent, useEffect, useState } from 'react'
import type { RecordEnvelope } from '../api/records.ts'
import { sessionQuery, useSignedIn } from '../api/session.ts'
import { humanise, valueInWords } from '../kinds/words.ts'
import { Facts } from '../parts/page.tsx'
import { titleOf } from '../parts/record-link.tsx'
import { Day } from '../parts/time.tsx'
import { CodeInput } from '../screens/credentials-form.tsx'
import type { Field } from './shape.ts'
import type { Signing } from './use-issue.ts'
import { isBlank, isValues, strings, type Values } from './values.ts'

/**
 * A signature asks again who is there (21 CFR 11.200) and says what it means (11.50) before it is
 * given: password and code, or the password alone within a few minutes of the last full one.
 */
export const SignatureStep = ({
  meaning,
  record,
  fields,
  values,
  sending,
  answer,
  action,
  onSign,
  onBack,
}: {
  readonly meaning: string
  /** What is signed. */
  readonly record: RecordEnvelope | undefined
  readonly fields: readonly Field[]
  readonly values: Values
  readonly sending: boolean
  readonly answer: ReactNode
  readonly action: string
  readonly onSign: (signing: Signing) => Promise<void>
  readonly onBack: () => void
}) => {
  const { name, codeNeeded } = useSignedIn()
  const { refetch } = useQuery(sessionQuery)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  // Whether a code is asked depends on how long ago the last one was given.
  useEffect(() => void refetch(), [refetch])

  const sign = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    event.stopPropagation()
    await onSign({ password, code })
    // A code works once and is of no use any more; the password may have been right.
    setCode('')
    await refetch()
  }

  return (
    <form className="form" onSubmit={(event) => void sign(event)}>
      <div className="signing">
        <p>
          You sign as <strong>{name}</strong>. Your signature means:
        </p>
        <p className="signing-meaning">{humanise(meaning)}</p>
        {record === undefined ? null : (
          <p>
            {record.humanId} {titleOf(record.state)}
          </p>
        )}
        <Facts facts={fields.flatMap((field) => factOf(field, values[field.name]))} />
        <p className="small soft">Name, time and meaning are kept with it for good.</p>
      </div>
      {answer}
      <PasswordInput
        label="Your password"
        autoComplete="current-password"
        required
        data-autofocus
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      {codeNeeded ? <CodeInput value={code} onChange={setCode} /> : null}
      <div className="form-foot">
        <Button type="submit" loading={sending}>
          {action}
        </Button>
        <Button variant="default" onClick={onBack}>
          Back to the form
        </Button>
      </div>
    </form>
  )
}

/** What is signed, as far as it fits a line; lists are counted. */
const factOf = (field: Field, value: unknown) => {
  const shown = inWords(field, value)
  return shown === undefined ? [] : [{ name: field.label, value: shown }]
}

const inWords = ({ name, shape }: Field, value: unknown): ReactNode => {
  if (shape.is === 'hidden' || value === undefined || value === '') return undefined
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (Array.isArray(value))
    return value.length === 0
      ? undefined
      : strings(value).length === value.length && shape.is === 'choices'
        ? strings(value)
            .map((one) => valueInWords(name, one))
            .join(', ')
        : `${value.length}`
  if (shape.is === 'local-time' && isValues(value))
    return isBlank(value['at'])
      ? undefined
      : `${String(value['at']).replace('T', ' ')} (${String(value['zone'])})`
  if (typeof value === 'string') {
    if (shape.is === 'day') return <Day on={value} />
    if (shape.is === 'choice') return valueInWords(name, value)
    return shape.is === 'record' ? undefined : <span className="verbatim">{value}</span>
  }
  return undefined
}
