import { Button, Checkbox } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { type ApprovalToConfirm, approvalsQuery } from '../../api/approvals.ts'
import { isProblem, issue, newKey } from '../../api/issue.ts'
import { type Problem, problemOf } from '../../api/problem.ts'
import { recordQuery } from '../../api/records.ts'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue, useOrder } from '../../forms/order.ts'
import { Banner, Failed } from '../../parts/banner.tsx'
import { Empty, Page, Section, Waiting } from '../../parts/page.tsx'
import { SaidApproval } from '../../parts/said-approval.tsx'
import '../../records/reading.css'
import './library.css'

/** Documents that say themselves that they were approved: a person confirms or dismisses each. */
export const Approvals = () => {
  const { data, error, refetch } = useQuery(approvalsQuery)
  const confirming = useConfirm()
  return (
    <Page
      title="Approvals to confirm"
      eyebrow={
        <Link to="/$collection" params={{ collection: 'documents' }}>
          Document library
        </Link>
      }
      below={
        <p className="soft">
          These documents say themselves who approved them and when. Nothing is in force by that:
          look at the words, and confirm what is so.
        </p>
      }
    >
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={8} />
      ) : data.items.length === 0 ? (
        <Empty>
          <p>
            {confirming.done === 0 ? '' : `${confirming.done} confirmed. `}No approval waits. A
            document comes here when its newest revision was read and names who approved it and
            when; others are recorded on their own page.
          </p>
        </Empty>
      ) : (
        <List items={data.items} isAll={data.next === null} confirming={confirming} />
      )}
    </Page>
  )
}

const List = ({
  items,
  isAll,
  confirming: { confirm, running, done, refused },
}: {
  readonly items: readonly ApprovalToConfirm[]
  readonly isAll: boolean
  readonly confirming: ReturnType<typeof useConfirm>
}) => {
  const may = mayIssue(useSignedIn(), 'documents', 'confirm-approval')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const selected = items.filter(({ id }) => chosen.has(id))
  const toggle = (id: string) =>
    setChosen((now) => {
      const next = new Set(now)
      if (!next.delete(id)) next.add(id)
      return next
    })
  return (
    <Section
      title="What the documents say"
      aside={
        <span className="soft small">
          {isAll ? `${items.length}` : `the first ${items.length}, by title`}
        </span>
      }
    >
      {may ? (
        <div className="row approvals-bar">
          <Checkbox
            label={`Select all ${items.length} shown`}
            checked={selected.length === items.length}
            indeterminate={selected.length > 0 && selected.length < items.length}
            onChange={() =>
              setChosen(
                selected.length === items.length ? new Set() : new Set(items.map(({ id }) => id)),
              )
            }
          />
          <Button
            size="compact-sm"
            disabled={selected.length === 0 || running}
            onClick={() => void confirm(selected)}
          >
            {selected.length === 0 ? 'Confirm the selected' : `Confirm ${selected.length} selected`}
          </Button>
          <span aria-live="polite" className="soft small">
            {running ? 'Being confirmed…' : done === 0 ? '' : `${done} confirmed.`}
          </span>
        </div>
      ) : (
        <p className="soft small">Writers, engineers and approvers confirm them.</p>
      )}
      <ul className="approvals">
        {items.map((one) => (
          <li key={one.id} className="approval">
            {may ? (
              <Checkbox
                aria-label={`Select ${one.title}`}
                checked={chosen.has(one.id)}
                onChange={() => toggle(one.id)}
              />
            ) : null}
            <div className="approval-words">
              <p>
                <Link
                  to="/$collection/$id"
                  params={{ collection: 'documents', id: one.humanId }}
                  className="approval-title"
                  data-line
                >
                  {one.title}
                </Link>{' '}
                <span className="soft small">{one.humanId}</span>
              </p>
              <SaidApproval
                document={one.humanId}
                revision={one.revision}
                version={one.version}
                said={one.proposal}
              />
              <Refusal problem={refused.get(one.id)} />
              {may ? <Dismiss one={one} /> : null}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const Refusal = ({ problem }: { readonly problem: Problem | undefined }) =>
  problem === undefined ? null : (
    <Banner tone="warn" live>
      <p>{problem.title}</p>
    </Banner>
  )

const Dismiss = ({ one: { id, title, version } }: { readonly one: ApprovalToConfirm }) => {
  const queries = useQueryClient()
  const open = useOrder()
  const ask = async () =>
    open({
      collection: 'documents',
      command: 'dismiss-approval',
      record: await queries.fetchQuery(recordQuery('documents', id)),
      preset: { version },
    })
  return (
    <p>
      <button
        type="button"
        className="link-button small"
        aria-label={`It was not approved so: ${title}`}
        onClick={() => void ask()}
      >
        It was not approved so
      </button>
    </p>
  )
}

/** Confirms one after the other; what is refused stays, with why. */
const useConfirm = () => {
  const queries = useQueryClient()
  const key = useRef(newKey())
  const [running, setRunning] = useState(false)
  const [done, setDone] = useState(0)
  const [refused, setRefused] = useState<ReadonlyMap<string, Problem>>(new Map())
  const confirm = async (items: readonly ApprovalToConfirm[]) => {
    setRunning(true)
    const problems = new Map<string, Problem>()
    for (const one of items) {
      const problem = await confirmOne(one, `${key.current}-${one.id}-${one.recordVersion}`)
      if (problem !== undefined) problems.set(one.id, problem)
    }
    setDone((before) => before + items.length - problems.size)
    setRefused(problems)
    await queries.invalidateQueries({ queryKey: ['records'] })
    setRunning(false)
  }
  return { confirm, running, done, refused }
}

const confirmOne = async (
  { id, recordVersion, version, proposal: { by, on } }: ApprovalToConfirm,
  key: string,
): Promise<Problem | undefined> => {
  try {
    const answer = await issue({
      collection: 'documents',
      command: 'confirm-approval',
      id,
      version: recordVersion,
      input: { version, approvedBy: by, approvedOn: on },
      key,
    })
    return isProblem(answer) ? answer : undefined
  } catch (error) {
    return problemOf(error)
  }
}
