import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { approvalsQuery } from '../../api/approvals.ts'
import { type Complaint, complaints, type Health, healthQuery } from '../../api/library.ts'
import { complaintInWords } from '../../kinds/complaints.ts'
import type { ListSearch } from '../../lists/list-filter.ts'
import { Failed } from '../../parts/banner.tsx'
import { Section, Waiting } from '../../parts/page.tsx'
import { FoundStatements } from './found-statements.tsx'
import { Needs } from './needs.tsx'
import './library.css'

/** Above the list of documents: how the library is, by numbers that open what they count. */
export const LibraryNotice = ({ search }: { readonly search: ListSearch }) => {
  const { data, error, refetch } = useQuery(healthQuery)
  return (
    <>
      {data === undefined ? (
        error === null ? (
          <Waiting lines={2} />
        ) : (
          <Failed error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          {data.documents === 0 ? null : <Numbers health={data} search={search} />}
          <WaitingApprovals />
          <Needs health={data} />
        </>
      )}
      {search.search === undefined ? null : <FoundStatements words={search.search} />}
    </>
  )
}

/** Leads to what documents say of their own approval; nothing where nothing waits. */
const WaitingApprovals = () => {
  const { data } = useQuery(approvalsQuery)
  const count = data?.items.length ?? 0
  return count === 0 ? null : (
    <p>
      <Link to="/library/approvals">
        {`${count}${data?.next === null ? '' : '+'} ${count === 1 ? 'approval' : 'approvals'} to confirm`}
      </Link>
      <span className="soft small"> as the documents say themselves</span>
    </p>
  )
}

const Numbers = ({ health, search }: { readonly health: Health; readonly search: ListSearch }) => {
  const { statuses } = health
  const numberOf = (...names: readonly string[]) =>
    names.reduce((sum, name) => sum + (statuses[name] ?? 0), 0)
  return (
    <Section title="Health of the library">
      <ul className="health">
        <Figure
          number={numberOf('read')}
          words="read"
          to={{ status: 'read' }}
          search={search}
          isGood
        />
        <Figure
          number={numberOf('partly-read')}
          words="read in part"
          to={{ status: 'partly-read' }}
          search={search}
        />
        <Figure
          number={numberOf('could-not-read')}
          words="could not be read"
          to={{ status: 'could-not-read' }}
          search={search}
        />
        <Figure
          number={numberOf('being-read', 'empty')}
          words="not read yet"
          to={{ status: 'being-read,empty' }}
          search={search}
        />
        {complaints.map((one) => (
          <Figure
            key={one}
            number={health.complaints[one]}
            words={complaintInWords[one]}
            hint={hintOf(one, health)}
            to={{ about: one }}
            search={search}
          />
        ))}
      </ul>
    </Section>
  )
}

const hintOf = (complaint: Complaint, { oldAfterMonths, oldBefore }: Health): string => {
  switch (complaint) {
    case 'old':
      return `In force for more than ${oldAfterMonths} months, since before ${oldBefore}. Look whether it still holds.`
    case 'older-reader':
      return 'Our reader has improved since: add the revision anew to have it read again.'
    case 'no-product':
      return 'No look after a fix searches it. Say which product it belongs to.'
    case 'gone':
      return 'It lies in its source no more. What was read of it is kept.'
    case 'not-fetched':
      return 'There is something newer in its source that could not be fetched.'
    default:
      return complaint satisfies never
  }
}

/** A number of nothing is no link, unless the list shows just that now. */
const Figure = ({
  number,
  words,
  hint = '',
  to,
  search,
  isGood = false,
}: {
  readonly number: number
  readonly words: string
  readonly hint?: string
  readonly to: Pick<ListSearch, 'status' | 'about'>
  readonly search: ListSearch
  readonly isGood?: boolean
}) => {
  const isShown = search.status === to.status && search.about === to.about
  const figure = (
    <>
      <strong className="numeric">{number.toLocaleString('en')}</strong> {words}
    </>
  )
  return (
    <li className={number === 0 || isGood ? 'health-one' : 'health-one health-wrong'} title={hint}>
      {number === 0 && !isShown ? (
        <span className="soft">{figure}</span>
      ) : (
        <Link
          to="/$collection"
          params={{ collection: 'documents' }}
          search={to}
          resetScroll={false}
          aria-current={isShown ? 'true' : undefined}
        >
          {figure}
        </Link>
      )}
    </li>
  )
}
