import { humanise } from '../../kinds/words.ts'
import { type Tone, ToneMark } from '../../parts/marks.tsx'
import { Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import type { CaseView } from '../views/case.ts'
import type { PanelProps } from '../with-state.tsx'

const tones: Readonly<Record<string, Tone>> = {
  affected: 'bad',
  fixed: 'good',
  'not-affected': 'excused',
  'under-investigation': 'half',
}

/** Which product revisions are affected, with the VEX status of each. */
export const ImpactTable = ({ state }: PanelProps<CaseView>) => (
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
            {state.impact.map(({ product, revision, status, justification, statement }) => (
              <tr key={product + revision}>
                <td className="whole">
                  <RecordLink collection="products" id={product} brief />
                </td>
                <td className="numeric">{revision}</td>
                <td className="whole">
                  <ToneMark tone={tones[status] ?? 'unknown'}>{humanise(status)}</ToneMark>
                </td>
                <td>
                  {justification === undefined ? '' : `${humanise(justification)}. `}
                  {statement}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
    {state.scores.map(({ vector, version, source, score }) => (
      <p key={vector} className="small">
        CVSS {version}: {score.toFixed(1)} <code>{vector}</code>{' '}
        {source.startsWith('person:') ? null : <span className="soft">by {source}</span>}
      </p>
    ))}
  </Section>
)
