import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { inbox } from '../../../intake/contract.ts'
import { selfTest } from '../../api/channels.ts'
import { problemOf } from '../../api/problem.ts'
import { hasRole, useSignedIn } from '../../api/session.ts'
import { valueInWords } from '../../kinds/words.ts'
import { announce } from '../../parts/announce.tsx'
import { Banner, Refused } from '../../parts/banner.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { Moment } from '../../parts/time.tsx'
import { type ChannelView, channelView } from '../views/channel.ts'
import { type PanelProps, withState } from '../with-state.tsx'

/** A way in (clause 9.2): its alarm, its last self-test, and a button to test it now. */
export const ChannelPanel = withState(channelView, ({ state }: PanelProps<ChannelView>) => (
  <>
    {state.alarm === null ? null : (
      <Banner tone="bad" title="Reports may not reach us this way.">
        <p>
          Its self-test fails since <Moment at={state.alarm.since} />: {state.alarm.detail}
        </p>
        <p>
          {state.alarm.told.length === 0
            ? 'Nobody was told by mail: channels.yaml names no address under selfTests.'
            : `Told by mail: ${state.alarm.told.join(', ')}.`}
        </p>
      </Banner>
    )}
    <Section title="Proof of silence">
      <Facts
        facts={[
          { name: 'Name', value: <code>{state.name}</code> },
          {
            name: 'What can come in',
            value: state.sources.map((source) => valueInWords('source', source)).join(', '),
          },
          {
            name: 'Last self-test',
            value:
              state.lastTest === null ? (
                'None yet'
              ) : (
                <>
                  {state.lastTest.ok ? 'Went well' : `Failed: ${state.lastTest.detail}`}{' '}
                  <Moment at={state.lastTest.at} />
                </>
              ),
          },
          {
            name: 'Last one that went well',
            value: state.lastGoodAt === null ? 'None' : <Moment at={state.lastGoodAt} />,
          },
        ]}
      />
      {state.status === 'closed' ? null : <TestNow name={state.name} />}
    </Section>
  </>
))

const TestNow = ({ name }: { readonly name: string }) => {
  const session = useSignedIn()
  const queries = useQueryClient()
  const { mutate, isPending, error, submittedAt } = useMutation({
    mutationFn: () => selfTest(name),
    onSuccess: async ({ ok }) => {
      announce(ok ? 'The channel works.' : 'The self-test failed.')
      await queries.invalidateQueries()
    },
  })
  if (!hasRole(session, inbox)) return null
  return (
    <div className="stack-tight">
      <p>
        <Button variant="default" loading={isPending} onClick={() => mutate()}>
          Test it now
        </Button>
      </p>
      {error === null ? null : <Refused key={submittedAt} problem={problemOf(error)} />}
    </div>
  )
}
