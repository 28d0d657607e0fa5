import { Button, CopyButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { inbox } from '../../../intake/contract.ts'
import { deviceToken } from '../../api/audit-events.ts'
import { problemOf } from '../../api/problem.ts'
import { hasRole, useSignedIn } from '../../api/session.ts'
import { Banner, Refused } from '../../parts/banner.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { Moment } from '../../parts/time.tsx'
import { type DeviceView, deviceView } from '../views/indicator.ts'
import { type PanelProps, withState } from '../with-state.tsx'

type Props = PanelProps<DeviceView>

export const DevicePanel = withState(deviceView, ({ record, state }: Props) => {
  const session = useSignedIn()
  return (
    <>
      {state.ended === null ? null : (
        <Banner title="Revoked">
          <p>
            {state.ended.reason} <Moment at={state.ended.at} />
          </p>
        </Banner>
      )}
      <Section title="Device">
        <Facts
          facts={[
            { name: 'Name in its events', value: state.source },
            { name: 'Product', value: state.product },
            { name: 'Note', value: state.note },
            {
              name: 'Token',
              value:
                state.tokenUntil === null ? (
                  'None yet'
                ) : state.status === 'revoked' ? (
                  'Ended'
                ) : (
                  <>
                    Good until <Moment at={state.tokenUntil} />
                  </>
                ),
            },
          ]}
        />
        {hasRole(session, inbox) ? (
          <p>
            <Link to="/indicators/events" search={{ source: state.source }}>
              Its audit events
            </Link>
          </p>
        ) : null}
      </Section>
      {state.status !== 'revoked' && hasRole(session, ['administrator']) ? (
        <Token device={record.id} anew={state.tokenUntil !== null} />
      ) : null}
    </>
  )
})

const Token = ({ device, anew }: { readonly device: string; readonly anew: boolean }) => {
  const queries = useQueryClient()
  const { mutate, data, error, isPending, submittedAt } = useMutation({
    mutationFn: () => deviceToken(device),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['record'] }),
  })
  return (
    <Section title="Token">
      <p>
        With it the device sends its audit events (FHIR AuditEvent) and can do nothing else.
        {anew ? ' Making another ends the one that it has.' : ''}
      </p>
      {error === null ? null : <Refused key={submittedAt} problem={problemOf(error)} />}
      {data === undefined ? (
        <p>
          <Button onClick={() => mutate()} loading={isPending}>
            {anew ? 'Make another token' : 'Make the token'}
          </Button>
        </p>
      ) : (
        <Banner tone="good" live title="This token is shown once">
          <p className="mono">{data.token}</p>
          <p className="soft small">
            Good until <Moment at={data.expiresAt} />
          </p>
          <CopyButton value={data.token}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy the token'}
              </Button>
            )}
          </CopyButton>
        </Banner>
      )}
    </Section>
  )
}
