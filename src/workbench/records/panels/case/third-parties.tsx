import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSignedIn } from '../../../api/session.ts'
import { thirdPartiesQuery } from '../../../api/third-parties.ts'
import { mayIssue } from '../../../forms/order.ts'
import type { Values } from '../../../forms/values.ts'
import { valueInWords } from '../../../kinds/words.ts'
import { ToneMark } from '../../../parts/marks.tsx'
import { Section } from '../../../parts/page.tsx'
import { Day, dayFromNow, Moment } from '../../../parts/time.tsx'
import { DoneBy } from '../../done-by.tsx'
import { Settled } from '../../settled.tsx'
import { useActOn } from '../../use-act-on.ts'
import { isSettled, nameOf, nextFor, type PartyView } from '../../views/case/third-parties.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'
import '../../reading.css'

const titles: Readonly<Record<string, string>> = {
  'send-notice': 'Send the notice',
  'follow-up-notice': 'Record that you asked again',
  'record-answer': 'Record the answer',
}

/** Of a page, which is opened; what else a contact says is only shown. */
const isAddress = (contact: string): boolean => /^https:\/\//.test(contact)

/** Owners of third-party code and coordinators: who was told what, and what came of it. */
export const ThirdParties = ({ record, state }: PanelProps<CaseView>) => {
  const session = useSignedIn()
  const act = useActOn('cases', record)
  const { parties, thirdParties, cves, closed } = state
  const may = closed === null && mayIssue(session, 'cases', 'name-third-party')
  const { data } = useQuery({ ...thirdPartiesQuery(record.id, record.version), enabled: may })
  /** The text that the case drafts; what takes no mail is told elsewhere, and recorded here. */
  const drafted = (party: PartyView): Values => {
    const draft = data?.drafts.find((one) => one.party === party.party)
    if (party.notice !== null) return {}
    return {
      ...(draft === undefined ? {} : { text: draft.text }),
      ...(isAddress(party.contact)
        ? { elsewhere: true, sentOn: dayFromNow(0), how: 'Their form' }
        : {}),
    }
  }
  const none = thirdParties.findLast((one) => one.none)
  return (
    <Section
      title="Third parties"
      id="third-parties"
      aside={
        may ? (
          <Button size="compact-sm" variant="default" onClick={() => act('name-third-party')}>
            Name a third party
          </Button>
        ) : undefined
      }
    >
      {parties.length > 0 ? (
        <Settled
          all={parties}
          isSettled={isSettled}
          title="Told, and nothing left to do"
          render={(party) => (
            <Told
              key={party.party}
              party={party}
              onNext={
                may
                  ? (command) =>
                      act(command, {
                        party: nameOf(parties, party),
                        ...(command === 'send-notice' ? drafted(party) : {}),
                      })
                  : undefined
              }
            />
          )}
        />
      ) : none === undefined ? (
        <div className="stack-tight">
          <p className="soft">Nobody is named. Say so if no third party’s code has the flaw.</p>
          {may ? (
            <p>
              <Button size="compact-sm" variant="default" onClick={() => act('tell-third-party')}>
                None is involved
              </Button>
            </p>
          ) : null}
        </div>
      ) : (
        <>
          <p className="prose verbatim">{none.reason}</p>
          <DoneBy {...none} />
        </>
      )}
      {may ? (
        <Whom
          suggested={[
            ...(data?.suggested ?? [])
              .filter(({ component }) => !parties.some((party) => party.component === component))
              .map((one) => ({ ...one, partyKind: 'owner' })),
            ...(data?.coordinators ?? [])
              .filter(({ name }) => !parties.some(({ owner }) => owner === name))
              .map(({ name, contact }) => ({
                owner: name,
                contact,
                component: '',
                partyKind: 'coordinator',
              })),
          ]}
          onName={(preset) => act('name-third-party', preset)}
        />
      ) : null}
      {cves.map((one) => (
        <div key={one.cve}>
          <p className="small">
            {one.cve}: {one.state}, assigned by {one.assigner}.
          </p>
          <DoneBy {...one} />
        </div>
      ))}
      {may ? (
        <p>
          <Button size="compact-sm" variant="default" onClick={() => act('add-cve')}>
            Enter a CVE id
          </Button>
        </p>
      ) : null}
    </Section>
  )
}

interface Suggested {
  readonly owner: string
  readonly component: string
  readonly contact: string
  readonly partyKind: string
}

/** Whom the case may have to tell, by its components, and whom the rules know to ask for help. */
const Whom = ({
  suggested,
  onName,
}: {
  readonly suggested: readonly Suggested[]
  readonly onName: (preset: Values) => void
}) =>
  suggested.length === 0 ? null : (
    <details>
      <summary>Whom to tell, or to ask for help</summary>
      <ul className="stack-tight">
        {suggested.map((one) => (
          <li key={`${one.owner} ${one.component}`} className="row">
            <span>
              {one.owner === '' ? 'Owner not known' : one.owner}
              {one.component === '' ? '' : ` for ${one.component}`}
            </span>
            <Button size="compact-sm" variant="default" onClick={() => onName({ ...one })}>
              Name {one.owner === '' ? `the owner of ${one.component}` : one.owner}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )

const Told = ({
  party,
  onNext,
}: {
  readonly party: PartyView
  readonly onNext: ((command: string) => void) | undefined
}) => {
  const { notice, answer, pending, byHand } = party
  const next = nextFor(party)
  return (
    <li>
      <p className="row">
        <strong>
          {party.owner}
          {party.component === '' ? '' : `, ${party.component}`}
        </strong>
        <ToneMark tone={isSettled(party) ? 'good' : notice === null ? 'bad' : 'half'}>
          {notice === null
            ? 'Not told'
            : answer !== null
              ? `${valueInWords('answer', answer.answer)}${answer.version === '' ? '' : ` in ${answer.version}`}`
              : byHand.length > 0
                ? 'Ask again by hand'
                : pending.length > 0
                  ? 'Not answered'
                  : 'Silent, followed up'}
        </ToneMark>
        {next === undefined || onNext === undefined ? null : (
          <Button size="compact-sm" variant="default" onClick={() => onNext(next)}>
            {titles[next]}
            <span className="visually-hidden">: {party.owner}</span>
          </Button>
        )}
        {notice !== null || onNext === undefined ? null : (
          <button
            type="button"
            className="link-button small"
            onClick={() => onNext('drop-third-party')}
          >
            Named by mistake<span className="visually-hidden">: {party.owner}</span>
          </button>
        )}
      </p>
      <p className="soft small">
        {valueInWords('partyKind', party.partyKind)},{' '}
        {isAddress(party.contact) ? (
          <a href={party.contact} rel="noreferrer noopener">
            {party.contact}
          </a>
        ) : (
          party.contact
        )}
        {party.openPgp === undefined ? '' : `, key ${party.openPgp.fingerprint}`}
      </p>
      {notice === null ? null : <Notice party={party} notice={notice} />}
      {answer === null ? null : (
        <>
          {answer.text === '' ? null : <p className="prose verbatim">{answer.text}</p>}
          <p className="small">
            Answered <Day on={answer.on} />. <DoneBy {...answer} />
          </p>
        </>
      )}
    </li>
  )
}

const Notice = ({
  party: { answer, pending, followedUp },
  notice,
}: {
  readonly party: PartyView
  readonly notice: NonNullable<PartyView['notice']>
}) => (
  <>
    <p className="small">
      Told <Day on={notice.sentOn} />
      {notice.how === '' ? ' by mail' : `: ${notice.how}`}
      {notice.encrypted ? ', encrypted' : ''}. <DoneBy {...notice} />
    </p>
    {followedUp.map(({ at, on, how }) => (
      <p key={at} className="small">
        Asked again <Day on={on} />: {how}
      </p>
    ))}
    {answer !== null || pending[0] === undefined ? null : (
      <p className="small">
        Is asked again <Moment at={pending[0]} /> if nothing comes
      </p>
    )}
    <details>
      <summary>The notice</summary>
      <blockquote className="quote">{notice.text}</blockquote>
      {notice.embargo === '' ? null : <p className="small">Embargo: {notice.embargo}</p>}
    </details>
  </>
)
