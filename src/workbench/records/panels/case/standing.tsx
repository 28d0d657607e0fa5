import { useActorName } from '../../../api/people.ts'
import { humanise, valueInWords } from '../../../kinds/words.ts'
import { Banner } from '../../../parts/banner.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { Day } from '../../../parts/time.tsx'
import { DoneBy } from '../../done-by.tsx'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'
import { ImportedRow } from '../imported.tsx'
import { Actions, offer } from './actions.tsx'
import { revisionsInWords, staleGroups } from './impact-groups.ts'
import { Leak } from './leak.tsx'

/** What must not be missed before anything else of a case is read. */
export const Standing = ({ record, state }: PanelProps<CaseView>) => (
  <>
    <Closed closed={state.closed} />
    <OpenedAgain state={state} />
    <Imported imported={state.imported} />
    <Leak record={record} state={state} />
    <Stale state={state} />
    <Embargo record={record} state={state} />
  </>
)

const Closed = ({ closed }: Pick<CaseView, 'closed'>) => {
  if (closed === null) return null
  return closed.elsewhere === undefined ? (
    <Banner tone="good" title="This case is closed.">
      <p>{closed.conclusion}</p>
      <DoneBy {...closed} />
    </Banner>
  ) : (
    <Banner title={`This case was closed in ${closed.elsewhere}, before it was imported.`}>
      <p>{closed.conclusion}</p>
      <p className="soft">
        On <Day on={closed.at.slice(0, 10)} />. Nothing that 9.5 asks for was checked here;
        reopened, it is asked for.
      </p>
    </Banner>
  )
}

/** What was decided before stays on record; why it did not last is said first. */
const OpenedAgain = ({ state: { closed, earlier } }: { readonly state: CaseView }) => {
  const last = earlier.at(-1)
  return closed !== null || last === undefined ? null : (
    <Banner
      tone="warn"
      title={
        earlier.length === 1
          ? 'This case was closed, and opened again.'
          : `This case was closed and opened again ${earlier.length} times.`
      }
    >
      <p>{last.reason}</p>
      <DoneBy {...last.reopened} />
    </Banner>
  )
}

const Imported = ({ imported }: Pick<CaseView, 'imported'>) =>
  imported === null ? null : (
    <Banner title={`Imported from ${imported.system}, there ${imported.number}`}>
      <p>
        Opened there on <Day on={imported.openedOn} />. Dates that were due before the import stay
        with that system.
      </p>
      <ImportedRow imported={imported} />
    </Banner>
  )

/** Nothing stale may close, so it is said loudly. */
const Stale = ({ state: { stale } }: { readonly state: CaseView }) =>
  stale.length === 0 ? null : (
    <Banner tone="bad" title="Stale: decide anew what was decided on something else.">
      <ul className="banner-list">
        {staleGroups(stale).map(({ part, product, revisions, because }) => (
          <li key={`${part} ${product ?? ''} ${revisions[0] ?? ''}`}>
            {humanise(part)}
            {product === undefined ? null : (
              <>
                {' on '}
                <RecordLink collection="products" id={product} brief />
                {`, ${revisionsInWords(revisions)}`}
              </>
            )}
            : {because.map((why) => valueInWords('stale', why)).join('. ')}.
          </li>
        ))}
      </ul>
    </Banner>
  )

const Embargo = ({ record, state }: PanelProps<CaseView>) => {
  const nameOf = useActorName()
  return state.embargo === null ? null : (
    <Banner tone="warn" title="Under an embargo">
      <p>
        {state.embargo.untilAt !== undefined ? (
          `Until ${state.embargo.untilAt.at.replace('T', ' ')} (${state.embargo.untilAt.zone})`
        ) : state.embargo.until === undefined ? (
          'Until it is lifted'
        ) : (
          <>
            Until <Day on={state.embargo.until} />
          </>
        )}
        . Only {state.embargo.named.map(nameOf).join(', ')} can see this case and what hangs on it.
      </p>
      <p className="small">{state.embargo.reason}</p>
      <Actions
        record={record}
        state={state}
        about="the embargo"
        offers={[
          ...offer(true, 'propose-embargo-move', 'Propose another time'),
          ...offer(true, 'set-embargo', 'Change'),
          ...offer(true, 'set-embargo', 'Lift', { named: [], until: undefined, untilAt: {} }),
          ...offer(state.leak === null || state.leak.settled !== null, 'report-leak', 'It leaked'),
        ]}
      />
    </Banner>
  )
}
