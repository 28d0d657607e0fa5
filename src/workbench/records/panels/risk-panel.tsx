import { humanise, valueInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'
import { type Tone, ToneMark } from '../../parts/marks.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Day } from '../../parts/time.tsx'
import { DoneBy } from '../done-by.tsx'
import { mustBeAccepted, type RiskView, riskView } from '../views/risk.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import { ImportedRow } from './imported.tsx'

const tones: Readonly<Record<string, Tone>> = {
  acceptable: 'good',
  reduce: 'half',
  'not-acceptable': 'bad',
}

/** An entry of the risk register: what it was, what was done, what remains, and who accepted it. */
export const RiskPanel = withState(riskView, ({ state }: PanelProps<RiskView>) => (
  <>
    {state.stale.length === 0 || state.retired !== null ? null : (
      <Banner tone="warn" title="Stale: look at this risk again.">
        <p>
          {state.stale.map((why) => valueInWords('riskStale', why)).join('. ')}. Until then no case
          that names it can be closed.
        </p>
      </Banner>
    )}
    {state.retired === null ? null : (
      <Banner tone="good" title="This entry is retired.">
        <p>{state.retired.reason}</p>
        <DoneBy {...state.retired} />
      </Banner>
    )}
    <Section title="Risk">
      <Facts
        facts={[
          { name: 'Our number', value: state.number || null },
          { name: 'Category', value: state.category },
          { name: 'Hazard', value: state.hazard },
          { name: 'Before controls', value: <Level {...state.initial} /> },
          {
            name: 'What remains',
            value: state.eliminated ? (
              <ToneMark tone="good">Nothing</ToneMark>
            ) : (
              <Level {...state.residual} />
            ),
          },
          { name: 'In words', value: state.description },
          { name: 'Compensating control', value: state.compensatingControl || null },
          {
            name: 'Product',
            value:
              state.product === null ? null : (
                <RecordLink collection="products" id={state.product} />
              ),
          },
          {
            name: 'Cases',
            value:
              state.basis.length === 0
                ? null
                : state.basis.map((one) => (
                    <RecordLink key={one.case} collection="cases" id={one.case} />
                  )),
          },
        ]}
      />
      {state.judged === null ? null : (
        <p>
          Judged: <DoneBy {...state.judged} />
        </p>
      )}
      {state.imported === null ? null : <ImportedRow imported={state.imported} />}
    </Section>
    <Section title="Controls">
      {state.controls.length === 0 ? (
        <p className="soft">None.</p>
      ) : (
        <ul className="dashed">
          {state.controls.map(({ control, verification }) => (
            <li key={control}>
              {control}
              {verification === '' ? (
                <span className="soft">: not verified</span>
              ) : (
                `: ${verification}`
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
    <Section title="Acceptance">
      {state.acceptance === null ? (
        <p className="soft">
          {state.eliminated
            ? 'Nothing remains: there is nothing to accept.'
            : mustBeAccepted(state)
              ? 'By the matrix this may remain only by a signature, and nobody proposed to accept it. Until it is signed, its cases stay open.'
              : 'What remains is acceptable by the matrix: it needs no signature.'}
        </p>
      ) : (
        <div className="decision">
          <p className="prose verbatim">{state.acceptance.reason}</p>
          <p>
            Until <Day on={state.acceptance.until} />, as long as: {state.acceptance.condition}
          </p>
          <p className="row">
            <span>
              Proposed: <DoneBy {...state.acceptance} />
            </span>
            {state.acceptance.accepted === null ? (
              <ToneMark tone="half">Waits for a second person</ToneMark>
            ) : (
              <span>
                <ToneMark tone="good">Accepted</ToneMark> <DoneBy {...state.acceptance.accepted} />
              </span>
            )}
          </p>
        </div>
      )}
    </Section>
  </>
))

const Level = ({ severity, probability, acceptability }: RiskView['initial']) => (
  <span className="row">
    {humanise(severity)}, {humanise(probability).toLowerCase()}
    <ToneMark tone={tones[acceptability] ?? 'unknown'}>
      {valueInWords('acceptability', acceptability)}
    </ToneMark>
  </span>
)
