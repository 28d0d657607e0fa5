import { Button, CopyButton } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { invitationLink } from '../../api/people.ts'
import { problemOf } from '../../api/problem.ts'
import { useSignedIn } from '../../api/session.ts'
import { roleInWords } from '../../kinds/words.ts'
import { Banner, Refused } from '../../parts/banner.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Moment } from '../../parts/time.tsx'
import { type PersonView, personView } from '../views/upkeep.ts'
import { type PanelProps, withState } from '../with-state.tsx'

type Props = PanelProps<PersonView>

export const PersonPanel = withState(personView, ({ record, state }: Props) => {
  const { roles } = useSignedIn()
  return (
    <>
      <Section title="Person">
        <Facts
          facts={[
            { name: 'Sign-in name', value: state.login },
            { name: 'Mail address', value: state.address },
            { name: 'Roles', value: state.roles.map(roleInWords).join(', ') },
            {
              name: 'Products',
              value:
                state.products.length === 0
                  ? 'All'
                  : state.products.map((id) => (
                      <p key={id}>
                        <RecordLink collection="products" id={id} brief />
                      </p>
                    )),
            },
          ]}
        />
      </Section>
      {(state.status === 'invited' || state.status === 'recovering') &&
      roles.includes('administrator') ? (
        <Invite person={record.id} name={state.name} anew={state.status === 'recovering'} />
      ) : null}
    </>
  )
})

interface InviteProps {
  readonly person: string
  readonly name: string
  /** They had an account: this link lets them in anew. */
  readonly anew: boolean
}

const Invite = ({ person, name, anew }: InviteProps) => {
  const { mutate, data, error, isPending, submittedAt } = useMutation({
    mutationFn: () => invitationLink(person),
  })
  const link = data === undefined ? '' : `${window.location.origin}/workbench/welcome#${data.token}`
  return (
    <Section title={anew ? 'New way in' : 'Invitation'}>
      <p>
        {anew
          ? `Nothing that ${name} had lets anybody in any more.`
          : `${name} has not set up the account yet.`}{' '}
        Make a link and hand it over yourself; it works once. Making another ends this one.
      </p>
      {error === null ? null : <Refused key={submittedAt} problem={problemOf(error)} />}
      {data === undefined ? (
        <p>
          <Button onClick={() => mutate()} loading={isPending}>
            Make the link
          </Button>
        </p>
      ) : (
        <Banner tone="good" live title="This link is shown once">
          <p className="mono">{link}</p>
          <p className="soft small">
            Good until <Moment at={data.expiresAt} />
          </p>
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy the link'}
              </Button>
            )}
          </CopyButton>
        </Banner>
      )}
    </Section>
  )
}
