import { Button, Checkbox, CopyButton, NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import {
  createToken,
  peopleQuery,
  revokeToken,
  type TokenInfo,
  tokensQuery,
} from '../api/people.ts'
import { problemOf } from '../api/problem.ts'
import { type SignedIn, useSignedIn } from '../api/session.ts'
import { roleInWords } from '../kinds/words.ts'
import { Scope } from '../lists/products.tsx'
import { Banner, Failed, Refused } from '../parts/banner.tsx'
import { ToneMark } from '../parts/marks.tsx'
import { Facts, Page, Section, Waiting } from '../parts/page.tsx'
import { Moment } from '../parts/time.tsx'
import { OwnAddress } from './own-address.tsx'
import { ChangeAuthenticator, ChangePassword } from './own-credentials.tsx'
import '../records/record.css'

/** Who you are here, and the tokens by which machines act for you. */
export const Account = () => {
  const session = useSignedIn()
  return (
    <Page title="Your account">
      <div className="stack">
        <Section title="You">
          <Facts
            facts={[
              { name: 'Name in signatures', value: session.name },
              { name: 'Roles', value: session.roles.map(roleInWords).join(', ') },
              { name: 'Products', value: <OwnScope session={session} /> },
            ]}
          />
        </Section>
        <Section title="Mail">
          <OwnAddress session={session} />
        </Section>
        <Section title="Password">
          <ChangePassword />
        </Section>
        <Section title="Authenticator">
          <ChangeAuthenticator />
        </Section>
        <Section title="Tokens for automation">
          <p className="soft">
            A token acts in your name with the roles you give it. It can never sign.
          </p>
          <Tokens />
        </Section>
        <Section title="Make a token">
          <NewToken session={session} />
        </Section>
      </div>
    </Page>
  )
}

/** Which products a person's roles are limited to: what concerns others is refused to them. */
const OwnScope = ({ session }: { readonly session: SignedIn }) => {
  const { data } = useQuery(peopleQuery)
  const me = data?.find(({ id }) => id === session.person)
  return me === undefined ? '…' : <Scope ids={me.facets['scope'] ?? []} />
}

const Tokens = () => {
  const { data, error, refetch } = useQuery(tokensQuery)
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  return data.length === 0 ? (
    <p>You have none.</p>
  ) : (
    <ul className="checks">
      {data.map((token) => (
        <TokenLine key={token.id} token={token} />
      ))}
    </ul>
  )
}

const TokenLine = ({ token }: { readonly token: TokenInfo }) => {
  const queries = useQueryClient()
  const { mutate, error, isPending, submittedAt } = useMutation({
    mutationFn: () => revokeToken(token.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  })
  return (
    <li>
      <div className="check-state">
        <ToneMark tone={token.revokedAt === null ? 'good' : 'excused'}>
          {token.revokedAt === null ? 'Live' : 'Revoked'}
        </ToneMark>
      </div>
      <div>
        <p>
          <strong>{token.label}</strong>{' '}
          <span className="soft small">{token.roles.map(roleInWords).join(', ')}</span>
        </p>
        {token.expiresAt === null ? null : (
          <p className="soft small">
            Good until <Moment at={token.expiresAt} />
          </p>
        )}
        {error === null ? null : <Refused key={submittedAt} problem={problemOf(error)} />}
      </div>
      {token.revokedAt === null ? (
        <Button size="compact-sm" variant="default" loading={isPending} onClick={() => mutate()}>
          Revoke<span className="visually-hidden"> {token.label}</span>
        </Button>
      ) : null}
    </li>
  )
}

const NewToken = ({ session }: { readonly session: SignedIn }) => {
  const [label, setLabel] = useState('')
  const [roles, setRoles] = useState<string[]>([])
  const [days, setDays] = useState(90)
  const queries = useQueryClient()
  const { mutate, data, error, isPending, submittedAt } = useMutation({
    mutationFn: () =>
      createToken({
        label,
        roles: session.roles.filter((role) => roles.includes(role)),
        expiresInDays: days,
      }),
    onSuccess: async () => {
      setLabel('')
      await queries.invalidateQueries({ queryKey: tokensQuery.queryKey })
    },
  })
  const make = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    mutate()
  }
  return (
    <form className="stack" onSubmit={make}>
      {error === null ? null : <Refused key={submittedAt} problem={problemOf(error)} />}
      {data === undefined ? null : (
        <Banner tone="good" live title="This token is shown once">
          <p className="mono">{data.token}</p>
          <CopyButton value={data.token}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy the token'}
              </Button>
            )}
          </CopyButton>
        </Banner>
      )}
      <TextInput
        label="What it is for"
        required
        maxLength={300}
        value={label}
        onChange={({ currentTarget }) => setLabel(currentTarget.value)}
      />
      <Checkbox.Group label="Roles" withAsterisk value={roles} onChange={setRoles}>
        <div className="row">
          {session.roles.map((role) => (
            <Checkbox key={role} value={role} label={roleInWords(role)} />
          ))}
        </div>
      </Checkbox.Group>
      <NumberInput
        label="Good for … days"
        min={1}
        max={366}
        allowDecimal={false}
        value={days}
        onChange={(next) => setDays(typeof next === 'number' ? next : 90)}
      />
      <p>
        <Button type="submit" loading={isPending} disabled={roles.length === 0}>
          Make the token
        </Button>
      </p>
    </form>
  )
}
