import { humanise, valueInWords } from '../../../kinds/words.ts'
import { type Tone, ToneMark } from '../../../parts/marks.tsx'
import { Facts, Section } from '../../../parts/page.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { DoneBy } from '../../done-by.tsx'
import type { SafetyView } from '../../views/case/safety.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'
import { MatrixPicture } from './matrix-picture.tsx'

const tones: Readonly<Record<string, Tone>> = {
  acceptable: 'good',
  controlled: 'good',
  reduce: 'half',
  'not-acceptable': 'bad',
  uncontrolled: 'bad',
}

/** What the flaw may do to patients and data, for each product, with the matrix it was judged by. */
export const Safety = ({ state }: PanelProps<CaseView>) => {
  const affected = new Set(
    state.impact.filter(({ status }) => status === 'affected').map(({ product }) => product),
  )
  const without = [...affected].filter(
    (product) => !state.safety.some((one) => one.product === product),
  )
  return (
    <Section title="Safety">
      {state.safety.length === 0 && without.length === 0 ? (
        <p className="soft">No product is affected yet.</p>
      ) : null}
      {state.safety.map((one) => (
        <Assessment key={one.product} assessed={one} state={state} />
      ))}
      {without.map((product) => (
        <p key={product}>
          <ToneMark tone="half">Not assessed</ToneMark>{' '}
          <RecordLink collection="products" id={product} brief />
        </p>
      ))}
    </Section>
  )
}

const nameIn = (levels: SafetyView['matrix']['severity'], id: string): string =>
  levels.find((level) => level.id === id)?.name ?? id

const Assessment = ({
  assessed: one,
  state,
}: {
  readonly assessed: SafetyView
  readonly state: CaseView
}) => {
  const { matrix, result, privacy } = one
  const stale = state.stale.find(
    ({ part, product }) => part === 'safety' && product === one.product,
  )
  return (
    <div className="decision">
      <h3>
        <RecordLink collection="products" id={one.product} brief />
      </h3>
      <p className="row">
        <ToneMark tone={tones[result.fda] ?? 'unknown'}>{`${humanise(result.fda)} risk`}</ToneMark>
        <ToneMark tone={tones[result.acceptability] ?? 'unknown'}>
          {valueInWords('acceptability', result.acceptability)}
        </ToneMark>
        {stale === undefined ? null : (
          <ToneMark tone="bad">
            {`Stale: ${stale.because.map((why) => valueInWords('stale', why)).join('. ')}`}
          </ToneMark>
        )}
      </p>
      <Facts
        facts={[
          { name: 'Hazardous situation', value: one.hazardousSituation },
          { name: 'Sequence of events', value: one.sequence },
          { name: 'Harm', value: `${one.harm} (${nameIn(matrix.severity, one.severity)})` },
          {
            name: 'Probability',
            value: `P1 ${inDigits(result.p1)}${result.p1Unknown ? ' (unknown)' : ''} × P2 ${inDigits(result.p2)} = ${inDigits(result.chance)}: ${nameIn(matrix.probability, result.probability)}`,
          },
          { name: 'Why P1 is less than 1', value: one.p1Argument || null },
          {
            name: 'Exploitability',
            value: `${nameIn(matrix.exploitability, one.exploitability)}: ${one.exploitabilityReason}`,
          },
          {
            name: 'Essential performance',
            value: one.essentialPerformance.join('; ') || 'Not affected',
          },
          {
            name: 'Privacy',
            value:
              privacy.data === ''
                ? 'No personal data'
                : `${privacy.data}; ${privacy.people} people at most. ${valueInWords('gdpr', privacy.gdpr)}${privacy.reason === '' ? '' : `: ${privacy.reason}`}`,
          },
        ]}
      />
      <details>
        <summary>The risk matrix it was judged by</summary>
        <MatrixPicture
          title="Acceptability"
          columns={matrix.severity}
          rows={matrix.probability}
          cells={matrix.acceptability}
          at={{ row: result.probability, column: one.severity }}
          words="acceptability"
          tones={tones}
        />
        <MatrixPicture
          title="Controlled or uncontrolled (FDA)"
          columns={matrix.severity}
          rows={matrix.exploitability}
          cells={matrix.fda}
          at={{ row: one.exploitability, column: one.severity }}
          words="fda"
          tones={tones}
        />
        <p className="soft small">
          {matrix.source}. <code>{matrix.hash.slice(0, 12)}</code>
        </p>
      </details>
      <p className="row">
        <span>
          Assessed: <DoneBy {...one} />
        </span>
        {one.signed === null ? (
          <ToneMark tone="half">Waits for a second person</ToneMark>
        ) : (
          <span>
            <ToneMark tone="good">Signed</ToneMark> <DoneBy {...one.signed} />
          </span>
        )}
      </p>
    </div>
  )
}

const inDigits = (chance: number): string => String(Number(chance.toPrecision(3)))
