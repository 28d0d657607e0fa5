import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { limits } from '../../kernel/limits.ts'
import { fieldProblems, problemOf } from '../api/problem.ts'
import {
  beginInvitation,
  completeInvitation,
  type Enrolment,
  sessionQuery,
} from '../api/session.ts'
import { roleInWords } from '../kinds/words.ts'
import { Failed, Refused } from '../parts/banner.tsx'
import { Leaf } from '../parts/leaf.tsx'
import { Page, Waiting } from '../parts/page.tsx'
import { AuthenticatorSecret } from './authenticator-secret.tsx'
import { CodeInput } from './credentials-form.tsx'
import './entrance.css'

/** From a one-time link to an account: who you are, a password, and the authenticator. */
export const Welcome = () => {
  // Behind the # of the link: it is sent to nobody but in the body of the requests below.
  // Kept as it came: on the way to the first screen the address has none any more.
  const [token] = useState(useLocation({ select: ({ hash }) => hash }))
  const { data, error, refetch } = useQuery({
    queryKey: ['welcome', token],
    queryFn: () => beginInvitation(token),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <main className="entrance">
      <p className="entrance-brand">
        <Leaf />
        Vulnerary
      </p>
      <Page
        title="Set up your account"
        below={
          data === undefined ? undefined : (
            <p className="soft">
              {data.name === null
                ? 'You are the first here: this account administers the server.'
                : `For ${data.name}, who signs in as ${data.login}.`}{' '}
              Roles: {data.roles.map(roleInWords).join(', ')}.
            </p>
          )
        }
      >
        {error !== null ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Waiting lines={5} />
        ) : (
          <EnrolmentForm token={token} enrolment={data} />
        )}
      </Page>
    </main>
  )
}

const EnrolmentForm = ({
  token,
  enrolment,
}: {
  readonly token: string
  readonly enrolment: Enrolment
}) => {
  const [name, setName] = useState('')
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const first = enrolment.name === null
  const { mutate, error, isPending, submittedAt } = useMutation({
    mutationFn: () =>
      completeInvitation(token, { ...(first ? { name, login } : {}), password, code }),
    onSuccess: async (session) => {
      queries.setQueryData(sessionQuery.queryKey, session)
      await navigate({ to: '/', replace: true })
    },
    onError: () => setCode(''),
  })
  const wrong = error === null ? {} : fieldProblems(problemOf(error))
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    mutate()
  }
  return (
    <form className="stack" onSubmit={send}>
      {error === null ? null : <Refused key={submittedAt} problem={problemOf(error)} />}
      {first ? (
        <>
          <TextInput
            label="Your name"
            description="As it stands in signatures."
            autoComplete="name"
            required
            error={wrong['name']}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <TextInput
            label="Sign-in name"
            description="A short name or an e-mail address, in small letters."
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            error={wrong['login']}
            value={login}
            onChange={({ currentTarget }) => setLogin(currentTarget.value)}
          />
        </>
      ) : null}
      <PasswordInput
        label="Password"
        description={`At least ${limits.account.passwordShortest} characters; a few words are easier to keep in mind.`}
        autoComplete="new-password"
        required
        error={wrong['password']}
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      <AuthenticatorSecret qr={enrolment.qr} secret={enrolment.secret} />
      <CodeInput value={code} onChange={setCode} label="Code from the app" />
      <Button type="submit" loading={isPending}>
        Set up the account and sign in
      </Button>
    </form>
  )
}
