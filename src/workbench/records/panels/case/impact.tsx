import { humanise, valueInWords } from '../../../kinds/words.ts'
import { type Tone, ToneMark } from '../../../parts/marks.tsx'
import { Section } from '../../../parts/page.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { DoneBy } from '../../done-by.tsx'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

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

type Row = CaseView['impact'][number]

/** Which product revisions are affected, with the VEX status of each, why, and what is stale. */
export const Impact = ({ state }: PanelProps<CaseView>) => (
  <Section title="Who is affected">
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
            {state.impact.map((row) => (
              <tr key={row.product + row.revision}>
                <td className="whole">
                  <RecordLink collection="products" id={row.product} brief />
                </td>
                <td className="numeric">{row.revision}</td>
                <td className="whole">
                  <ToneMark tone={tones[row.status] ?? 'unknown'}>{humanise(row.status)}</ToneMark>
                </td>
                <td>
                  <Why row={row} state={state} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
    <Ranges state={state} />
  </Section>
)

const Why = ({ row, state }: { readonly row: Row; readonly state: CaseView }) => {
  const stale = state.stale.filter(
    ({ product, revision }) => product === row.product && revision === row.revision,
  )
  return (
    <>
      {stale.length === 0 ? null : (
        <p>
          <ToneMark tone="bad">Stale: decide it anew</ToneMark>{' '}
          {stale
            .flatMap(({ because }) => because.map((why) => valueInWords('stale', why)))
            .join('. ')}
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
}

const Ranges = ({ state: { ranges } }: { readonly state: CaseView }) =>
  ranges.map((range) => (
    <p key={range.product + range.range} className="small">
      <strong>{range.range}</strong> of{' '}
      <RecordLink collection="products" id={range.product} brief /> decided as{' '}
      {humanise(range.status).toLowerCase()}. <DoneBy {...range} />
      {range.unread.length === 0 ? null : (
        <span className="soft"> Says nothing of {range.unread.join(', ')}.</span>
      )}
    </p>
  ))
