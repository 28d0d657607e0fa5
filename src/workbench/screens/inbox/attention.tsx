import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { attentionQuery } from '../../api/intake.ts'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue, useOrder } from '../../forms/order.ts'
import { roleInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'

/** What keeps reports from being looked after, before any line of the inbox; mostly nothing. */
export const Attention = () => {
  const { data } = useQuery({ ...attentionQuery, refetchInterval: 60_000 })
  const session = useSignedIn()
  const order = useOrder()
  if (data === undefined) return null
  const { unseen, unheard, rolesWithoutAddress } = data
  const isAdministrator = session.roles.includes('administrator')
  const roles = rolesWithoutAddress.map(roleInWords).join(' or ')
  const untold = unheard === 0 && (roles === '' || !isAdministrator)
  if (unseen.count === 0 && untold) return null
  return (
    <div className="attention">
      {unseen.count === 0 ? null : (
        <Banner tone="bad" title={unseenInWords(unseen.count)}>
          {!isAdministrator ? (
            <p>Ask an administrator to name a colleague.</p>
          ) : (
            <>
              <p>
                Everybody named has left or lost the role. Name a colleague who deals with reports:
                that is recorded, and you do not see the report by it.
              </p>
              <ul className="row">
                {unseen.reports.map(({ id, humanId }) => (
                  <li key={id}>
                    {mayIssue(session, 'reports', 'name-person') ? (
                      <Button
                        size="compact-sm"
                        variant="default"
                        onClick={() =>
                          order({
                            collection: 'reports',
                            command: 'name-person',
                            record: {
                              id,
                              humanId,
                              kind: 'report',
                              version: 0,
                              openedAt: '',
                              state: {},
                            },
                          })
                        }
                      >
                        Name a colleague on {humanId}
                      </Button>
                    ) : (
                      humanId
                    )}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Banner>
      )}
      {untold ? null : (
        <Banner
          tone={unheard === 0 ? 'warn' : 'bad'}
          title={unheard === 0 ? 'Reminders would reach nobody' : unheardInWords(unheard)}
        >
          <p>
            {roles === '' ? '' : `Give an account of role ${roles} a mail address. `}
            <Link to="/$collection" params={{ collection: 'people' }}>
              People
            </Link>
            {unheard === 0 ? null : (
              <>
                {' · '}
                <Link to="/reports" search={{ facet: 'reminder:unheard' }}>
                  Show these reports
                </Link>
              </>
            )}
          </p>
        </Banner>
      )}
    </div>
  )
}

const unseenInWords = (count: number): string =>
  count === 1
    ? 'A restricted report is seen by nobody'
    : `${count.toLocaleString()} restricted reports are seen by nobody`

const unheardInWords = (count: number): string =>
  count === 1
    ? 'A reminder of one report reached nobody'
    : `Reminders of ${count.toLocaleString()} reports reached nobody`
