import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { limits } from '../../kernel/limits.ts'
import { beginAuthenticator, changeAuthenticator, changePassword } from '../api/account.ts'
import { problemOf } from '../api/problem.ts'
import { Banner, Refused } from '../parts/banner.tsx'
import { AuthenticatorSecret } from './authenticator-secret.tsx'
import { CodeInput } from './credentials-form.tsx'

/** A new password, by the one of now and a code. */
export const ChangePassword = () => {
  const [password, setPassword] = useState('')
  const [next, setNext] = useState('')
  const [code, setCode] = useState('')
  const { mutate, error, isPending, isSuccess, submittedAt } = useMutation({
    mutationFn: () => changePassword({ password, code }, next),
    onSuccess: () => {
      setPassword('')
      setNext('')
    },
    onSettled: () => setCode(''),
  })
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    mutate()
  }
  return (
    <form className="stack" onSubmit={send}>
      {error === null ? null : <Refused key={submittedAt} problem={problemOf(error)} />}
      {isSuccess ? (
        <Banner tone="good" live title="Your password is changed">
          Your other sessions have ended. Tokens go on: revoke those you do not trust.
        </Banner>
      ) : null}
      <PasswordInput
        label="Password of now"
        autoComplete="current-password"
        required
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      <PasswordInput
        label="New password"
        description={`At least ${limits.account.passwordShortest} characters; a few words are easier to keep in mind.`}
        autoComplete="new-password"
        required
        value={next}
        onChange={({ currentTarget }) => setNext(currentTarget.value)}
      />
      <CodeInput value={code} onChange={setCode} />
      <p>
        <Button type="submit" loading={isPending}>
          Change the password
        </Button>
      </p>
    </form>
  )
}

/** Another authenticator app, by the password, a code of the old one and a code of the new. */
export const ChangeAuthenticator = () => {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [newCode, setNewCode] = useState('')
  const begin = useMutation({ mutationFn: beginAuthenticator })
  const { mutate, error, isPending, isSuccess, submittedAt, reset } = useMutation({
    mutationFn: async () =>
      begin.data === undefined
        ? null
        : changeAuthenticator({ password, code }, begin.data, newCode),
    onSuccess: () => {
      setPassword('')
      begin.reset()
    },
    onSettled: () => {
      setCode('')
      setNewCode('')
    },
  })
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    mutate()
  }
  if (begin.data === undefined)
    return (
      <div className="stack">
        {isSuccess ? (
          <Banner tone="good" live title="Your authenticator is changed">
            Codes of the old one no longer work, and your other sessions have ended.
          </Banner>
        ) : null}
        {begin.error === null ? null : <Refused problem={problemOf(begin.error)} />}
        <p>
          For a new phone while you still have the old one. Without it, ask an administrator to let
          you in anew.
        </p>
        <p>
          <Button
            variant="default"
            loading={begin.isPending}
            onClick={() => {
              reset()
              begin.mutate()
            }}
          >
            Use another authenticator
          </Button>
        </p>
      </div>
    )
  return (
    <form className="stack" onSubmit={send}>
      {error === null ? null : <Refused key={submittedAt} problem={problemOf(error)} />}
      <AuthenticatorSecret qr={begin.data.qr} secret={begin.data.secret} />
      <CodeInput value={newCode} onChange={setNewCode} label="Code from the new app" />
      <PasswordInput
        label="Your password"
        autoComplete="current-password"
        required
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      <CodeInput value={code} onChange={setCode} label="Code from the old app" />
      <div className="row">
        <Button type="submit" loading={isPending}>
          Change the authenticator
        </Button>
        <Button variant="default" onClick={() => begin.reset()}>
          Keep the old one
        </Button>
      </div>
    </form>
  )
}
