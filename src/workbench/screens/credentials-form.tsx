import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { problemOf } from '../api/problem.ts'
import { sessionQuery, signIn } from '../api/session.ts'
import { Refused } from '../parts/banner.tsx'

/** Name, password and code. One refusal, whatever was wrong; the name stays, the code goes. */
export const CredentialsForm = ({ onSignedIn }: { readonly onSignedIn: () => void }) => {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const queries = useQueryClient()
  const { mutate, error, isPending, failureCount, submittedAt } = useMutation({
    mutationFn: signIn,
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery.queryKey, session)
      onSignedIn()
    },
    onError: () => setCode(''),
  })
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    mutate({ login, password, code })
  }
  return (
    <form className="stack" onSubmit={send}>
      {error === null ? null : (
        <Refused key={submittedAt + failureCount} problem={problemOf(error)} />
      )}
      <TextInput
        label="Sign-in name"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={login}
        onChange={({ currentTarget }) => setLogin(currentTarget.value)}
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      <CodeInput value={code} onChange={setCode} />
      <Button type="submit" loading={isPending}>
        Sign in
      </Button>
    </form>
  )
}

/** Six digits from the authenticator app; each works once. */
export const CodeInput = ({
  value,
  onChange,
  label = 'Code',
}: {
  readonly value: string
  readonly onChange: (code: string) => void
  readonly label?: string
}) => (
  <TextInput
    label={label}
    description="The six digits that your authenticator app shows now."
    name="code"
    inputMode="numeric"
    autoComplete="one-time-code"
    maxLength={7}
    required
    value={value}
    onChange={({ currentTarget }) => onChange(currentTarget.value)}
  />
)
