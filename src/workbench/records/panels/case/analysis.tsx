import { useActorName } from '../../../api/people.ts'
import { valueInWords } from '../../../kinds/words.ts'
import { FileList } from '../../../parts/files.tsx'
import { LongText } from '../../../parts/long-text.tsx'
import { type Tone, ToneMark } from '../../../parts/marks.tsx'
import { Facts, Section } from '../../../parts/page.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { Day } from '../../../parts/time.tsx'
import { DoneBy } from '../../done-by.tsx'
import type { CaseView } from '../../views/case.ts'

const tones: Readonly<Record<string, Tone>> = {
  reproduced: 'bad',
  partly: 'half',
  'not-reproduced': 'none',
  'cannot-be-tried': 'unknown',
}

/** Whether the report was seen to be true (9.3), and where the flaw sits (9.4). */
export const Analysis = ({ state }: { readonly state: CaseView }) => (
  <Section title="Seen and understood">
    {state.reproductions.length === 0 ? (
      <p className="soft">Nobody recorded an attempt to reproduce it. Verify the report.</p>
    ) : (
      state.reproductions
        .toReversed()
        .map((one) => <Reproduction key={one.at + one.outcome} reproduction={one} />)
    )}
    {state.context === null ? (
      <p className="soft">The security context is not recorded.</p>
    ) : (
      <Facts
        facts={[
          { name: 'Where it sits', value: state.context.location },
          { name: 'Trust boundary', value: state.context.boundary },
          { name: 'Who can reach it', value: state.context.reachableBy },
          { name: 'Data it holds', value: state.context.data },
        ]}
      />
    )}
  </Section>
)

const Reproduction = ({
  reproduction,
}: {
  readonly reproduction: CaseView['reproductions'][number]
}) => {
  const nameOf = useActorName()
  const { outcome, product, revision, how, tools, evidence, verifiedBy, on, report } = reproduction
  return (
    <div className="decision">
      <p className="row">
        <ToneMark tone={tones[outcome] ?? 'unknown'}>{valueInWords('outcome', outcome)}</ToneMark>
        {product === undefined ? null : (
          <span>
            on <RecordLink collection="products" id={product} brief /> {revision}
          </span>
        )}
        <span className="soft small">
          tried by {nameOf(verifiedBy)}, <Day on={on} />
        </span>
      </p>
      {report === undefined ? null : (
        <p className="small">
          <RecordLink collection="reports" id={report} />
        </p>
      )}
      <LongText text={how} />
      {tools.length === 0 ? null : <p className="soft small">With {tools.join(', ')}</p>}
      <FileList files={evidence} />
      <DoneBy {...reproduction} />
    </div>
  )
}
