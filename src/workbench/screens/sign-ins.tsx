import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type AccessEntry, accessLogQuery } from '../api/access-log.ts'
import { useActorName } from '../api/people.ts'
import { Failed } from '../parts/banner.tsx'
import { type Tone, ToneMark } from '../parts/marks.tsx'
import { Empty, Page, Waiting } from '../parts/page.tsx'
import { Moment } from '../parts/time.tsx'
import '../records/record.css'

const words: Readonly<Record<AccessEntry['what'], readonly [tone: Tone, label: string]>> = {
  'signed-in': ['good', 'Signed in'],
  'signed-out': ['excused', 'Signed out'],
  'sign-in-failed': ['bad', 'Failed to sign in'],
  'confirmation-failed': ['half', 'Failed to sign a decision'],
  'openpgp-key-made': ['half', 'Made an OpenPGP key'],
  'openpgp-key-taken-in': ['half', 'Took in an OpenPGP key'],
}

/** Who signed in, out, and who failed to, and keys. Tokens, roles and credentials are facts of each person. */
export const SignIns = () => {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(accessLogQuery)
  const items = data?.pages.flatMap((page) => page.items)
  return (
    <Page
      title="Sign-ins"
      below={
        <p className="soft">
          Failures of one account on one day are one line. What changed an account, and every token,
          stands in the history of the person.
        </p>
      }
    >
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : items === undefined ? (
        <Waiting lines={5} />
      ) : items.length === 0 ? (
        <Empty>Nobody has signed in yet.</Empty>
      ) : (
        <ul className="checks">
          {items.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {hasNextPage ? (
        <p>
          <Button
            variant="default"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            Show earlier ones
          </Button>
        </p>
      ) : null}
    </Page>
  )
}

/** A key can also be made by the local operator, who is no person. */
const nobody = (what: AccessEntry['what']): string =>
  what.startsWith('openpgp-') ? 'The local operator' : 'A name that nobody has'

const Line = ({ entry }: { readonly entry: AccessEntry }) => {
  const nameOf = useActorName()
  const [tone, label] = words[entry.what]
  return (
    <li>
      <div className="check-state">
        <ToneMark tone={tone}>{label}</ToneMark>
      </div>
      <div>
        <p>
          {entry.person === null ? nobody(entry.what) : nameOf(`person:${entry.person}`)}
          {entry.times > 1 ? <span className="numeric"> ({entry.times} times)</span> : null}
        </p>
        <p className="soft small">
          <Moment at={entry.lastAt} />
        </p>
      </div>
    </li>
  )
}
