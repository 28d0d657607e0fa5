import { Button } from '@mantine/core'
import { impactRowsAtOnce } from '../../../../cases/contract.ts'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue } from '../../../forms/order.ts'
import { humanise, valueInWords } from '../../../kinds/words.ts'
import { type Tone, ToneMark } from '../../../parts/marks.tsx'
import { Section } from '../../../parts/page.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { DoneBy } from '../../done-by.tsx'
import { asEntered, rangeAsEntered } from '../../presets.ts'
import { useActOn } from '../../use-act-on.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'
import {
  type ImpactGroup,
  impactGroups,
  rangeOf,
  revisionsInWords,
  waits,
} from './impact-groups.ts'

const tones: Readonly<Record<string, Tone>> = {
  affected: 'bad',
  fixed: 'good',
  'not-affected': 'excused',
  'under-investigation': 'half',
}

const proposedBy: Readonly<Record<string, string>> = {
  component: 'Its SBOM names',
  'shared-code': 'Shares code:',
  range: 'Lies in the decided range',
}

/** A new range takes over nothing but the product from one that waits. */
const fresh = { range: '', status: undefined, justification: undefined, statement: '' }

type Props = PanelProps<CaseView>

/** Which product revisions are affected, with the VEX status of each, why, and what is stale. */
export const Impact = ({ record, state }: Props) => {
  const act = useActOn('cases', record)
  const session = useSignedIn()
  const mayDecide =
    state.closed === null &&
    mayIssue(session, 'cases', 'decide-range') &&
    mayIssue(session, 'cases', 'set-impact')
  return (
    <Section
      title="Who is affected"
      aside={
        mayDecide ? (
          <Button variant="default" size="compact-sm" onClick={() => act('decide-range', fresh)}>
            Decide for a range
          </Button>
        ) : undefined
      }
    >
      {state.impact.length === 0 ? (
        <p className="soft">No product revision looked at yet. Set the impact.</p>
      ) : (
        <div className="table-scroll">
          <table className="table table-cards">
            <thead>
              <tr>
                <th scope="col">Product</th>
                <th scope="col">Revision</th>
                <th scope="col">Status</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {impactGroups(state).map((group) => (
                <tr key={`${group.row.product} ${group.revisions[0]}`}>
                  <td className="impact-product">
                    <RecordLink collection="products" id={group.row.product} brief />
                  </td>
                  <td className="numeric impact-revisions">
                    <Revisions revisions={group.revisions} />
                  </td>
                  <td className="whole">
                    <ToneMark tone={tones[group.row.status] ?? 'unknown'}>
                      {humanise(group.row.status)}
                    </ToneMark>
                  </td>
                  <td>
                    <Why group={group} />
                    {mayDecide && waits(group) ? (
                      <Decide record={record} state={state} group={group} />
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Ranges record={record} state={state} mayDrop={mayDecide} />
    </Section>
  )
}

const Revisions = ({ revisions }: Pick<ImpactGroup, 'revisions'>) =>
  revisions.length <= 4 ? (
    revisionsInWords(revisions)
  ) : (
    <details>
      <summary>{revisionsInWords(revisions)}</summary>
      <p className="small">{revisions.join(', ')}</p>
    </details>
  )

const Why = ({ group: { row, stale } }: { readonly group: ImpactGroup }) => (
  <>
    {stale.length === 0 ? null : (
      <p>
        <ToneMark tone="bad">Stale: decide it anew</ToneMark>{' '}
        {stale.map((why) => valueInWords('stale', why)).join('. ')}
        {row.otherComponents === null ? '' : `: ${row.otherComponents.join(', ') || 'none'}`}.
      </p>
    )}
    {row.justification === undefined ? '' : `${humanise(row.justification)}. `}
    {row.statement}
    {row.configurations === undefined || row.configurations.length === 0
      ? null
      : ` Only set up as: ${row.configurations.join(', ')}.`}
    {row.because.length === 0 ? null : (
      <p className="soft small">
        Proposed.{' '}
        {row.because
          .map(({ reason, what }) => `${proposedBy[reason] ?? humanise(reason)} ${what}`)
          .join('; ')}
      </p>
    )}
  </>
)

/** Opens the form that decides a line at once: its range where one holds it, else its rows. */
const Decide = ({ record, state, group }: Props & { readonly group: ImpactGroup }) => {
  const act = useActOn('cases', record)
  const { row, revisions } = group
  const decide = () => {
    const range = rangeOf(group, state.ranges)
    if (range !== undefined) return act('decide-range', rangeAsEntered(range))
    if (revisions.length > impactRowsAtOnce) return act('decide-range', { product: row.product })
    return act('set-impact', {
      rows: revisions.map((revision) => asEntered({ ...row, revision })),
    })
  }
  return (
    <p>
      <Button variant="subtle" size="compact-sm" onClick={decide}>
        {group.stale.length > 0 ? 'Decide anew' : 'Decide'}
        <span className="visually-hidden"> on {revisionsInWords(revisions)}</span>
      </Button>
    </p>
  )
}

const Ranges = ({ record, state, mayDrop }: Props & { readonly mayDrop: boolean }) => {
  const act = useActOn('cases', record)
  return state.ranges.map((range) => (
    <p key={range.product + range.range} className="small">
      <strong>{range.range}</strong> of{' '}
      <RecordLink collection="products" id={range.product} brief /> decided as{' '}
      {humanise(range.status).toLowerCase()}. <DoneBy {...range} />
      {range.unread.length === 0 ? null : (
        <span className="soft"> Says nothing of {revisionsInWords(range.unread)}.</span>
      )}
      {mayDrop ? (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => act('drop-range', { product: range.product, range: range.range })}
        >
          Take it back<span className="visually-hidden">: the range {range.range}</span>
        </Button>
      ) : null}
    </p>
  ))
}
