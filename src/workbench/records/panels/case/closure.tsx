import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ClosureCheck, closureQuery } from '../../../api/case-closure.ts'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue } from '../../../forms/order.ts'
import { commandOf } from '../../../kinds/contracts.ts'
import { roleInWords } from '../../../kinds/words.ts'
import { Failed } from '../../../parts/banner.tsx'
import { Duty } from '../../../parts/duty.tsx'
import { type Tone, ToneMark } from '../../../parts/marks.tsx'
import { Section, Waiting } from '../../../parts/page.tsx'
import { WithRecords } from '../../../parts/with-records.tsx'
import { isFor } from '../../case-next.ts'
import { DoneBy } from '../../done-by.tsx'
import { useActOn } from '../../use-act-on.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

/** Milliseconds between looks: records around the case change without it. */
const again = 5_000

/** All that the closure of the case asks for, in the order of the work, as the server checks it. */
export const Closure = ({ record, state }: PanelProps<CaseView>) => {
  const { data, error, refetch } = useQuery({
    ...closureQuery(record.humanId),
    refetchInterval: again,
  })
  const open = data?.filter(({ done }) => !done) ?? []
  return (
    <Section
      title="Path to closure"
      aside={
        data === undefined ? undefined : (
          <p className="soft small">
            {open.length === 0
              ? 'Nothing blocks the closure'
              : `${open.length} of ${data.length} block the closure`}
          </p>
        )
      }
    >
      {data !== undefined ? (
        <Checks record={record} state={state} checks={data} />
      ) : error === null ? (
        <Waiting lines={8} />
      ) : (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
    </Section>
  )
}

const Checks = ({
  record,
  state,
  checks,
}: PanelProps<CaseView> & { readonly checks: readonly ClosureCheck[] }) => {
  const session = useSignedIn()
  const me = `person:${session.person}`
  const act = useActOn('cases', record)
  const open = checks.filter(({ done }) => !done)
  const mine = (check: ClosureCheck): boolean =>
    isFor(check, me) && mayIssue(session, 'cases', check.command ?? '')
  // My own work first; where there is none, whose it is.
  const next = open.find(mine) ?? open.find(({ command }) => command !== null) ?? open[0]
  return (
    <>
      {state.closed !== null ? null : next !== undefined ? (
        <p className="path-next">
          <strong>Next:</strong> <WithRecords text={next.missing} />{' '}
          <span>{waitsFor(next, me, mine(next))}</span>
        </p>
      ) : (
        <div className="path-next row">
          <p>
            <strong>Next: close the case.</strong> Nothing blocks it.
          </p>
          {mayIssue(session, 'cases', 'close') ? (
            <Button size="compact-sm" onClick={() => act('close')}>
              Close the case
            </Button>
          ) : null}
        </div>
      )}
      <ol className="path">
        {checks.map((check) => (
          <li key={check.constraint + check.what} className={`path-step path-${standing(check)}`}>
            <div className="path-what">
              <ToneMark tone={tones[standing(check)]}>
                <span className="path-name">{check.what}</span>
                <span className="visually-hidden">: {words[standing(check)]}</span>
              </ToneMark>
              <p className="path-constraint">
                <Duty id={check.constraint} />
              </p>
            </div>
            <div className="path-detail">
              {check.recorded === '' ? null : (
                <p>
                  <WithRecords text={check.recorded} />
                </p>
              )}
              {check.by.map((done) => (
                <p key={done.at}>
                  <DoneBy {...done} />
                </p>
              ))}
              {check.done ? (
                <p className="soft">{check.notAsked}</p>
              ) : (
                <p>
                  <WithRecords text={check.missing} /> {waitsFor(check, me, mine(check))}
                </p>
              )}
            </div>
            {state.closed === null && mine(check) ? (
              <Button
                size="compact-sm"
                variant={check === next ? 'light' : 'default'}
                onClick={() => act(check.command ?? '')}
                className="path-act"
              >
                {commandOf('cases', check.command ?? '').title}
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </>
  )
}

type Standing = 'done' | 'open' | 'not-needed'

const standing = ({ done, notAsked }: ClosureCheck): Standing =>
  done ? (notAsked === null ? 'done' : 'not-needed') : 'open'

const tones: Readonly<Record<Standing, Tone>> = {
  done: 'good',
  'not-needed': 'excused',
  open: 'todo',
}

const words: Readonly<Record<Standing, string>> = {
  done: 'done',
  'not-needed': 'not asked of this case',
  open: 'open',
}

/** Whose work it is, where it is not this person's. */
const waitsFor = (check: ClosureCheck, me: string, mine: boolean): string => {
  const { command, notFor } = check
  if (mine || command === null) return ''
  if (notFor === me) return 'It waits for somebody else: nobody approves their own work.'
  const roles = commandOf('cases', command)
    .permission.filter((role) => role !== 'administrator')
    .map((role) => roleInWords(role).toLowerCase())
  return `It waits for the ${roles.join(' or ')}.`
}
