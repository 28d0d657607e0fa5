import { audiencesInWords, valueInWords } from '../../../kinds/words.ts'
import { ToneMark } from '../../../parts/marks.tsx'
import { Section } from '../../../parts/page.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { Day } from '../../../parts/time.tsx'
import { DoneBy } from '../../done-by.tsx'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

/** The path that the case takes or its end without a fix, and what is told to whom. */
export const Decisions = ({
  state: { disposition, disclosure, ending, earlier },
}: PanelProps<CaseView>) => (
  <Section title="Decisions">
    {ending === null ? null : (
      <div className="decision">
        <h3>Ends without a fix: {valueInWords('ending', ending.ending)}</h3>
        {ending.duplicateOf === undefined ? null : (
          <p>
            The original: <RecordLink collection="cases" id={ending.duplicateOf} />
          </p>
        )}
        <p className="prose verbatim">{ending.reason}</p>
        <Approval decision={ending} verb="Proposed" />
      </div>
    )}
    {disposition !== null ? (
      <div className="decision">
        <h3>{valueInWords('path', disposition.path)}</h3>
        <p className="prose verbatim">{disposition.reason}</p>
        {disposition.guidance.length === 0 ? null : (
          <>
            <p className="soft small">Operators must:</p>
            <ul className="dashed">
              {disposition.guidance.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </>
        )}
        <Approval decision={disposition} verb="Proposed" />
      </div>
    ) : ending === null ? (
      <p className="soft">The disposition is not proposed yet.</p>
    ) : null}
    {disclosure === null ? (
      <p className="soft">Disclosure is not decided yet.</p>
    ) : (
      <div className="decision">
        <h3>
          {disclosure.disclose
            ? `Disclose to ${audiencesInWords(disclosure.audiences)}`
            : 'Do not disclose'}
        </h3>
        <p className="soft small">
          {valueInWords('tlp', disclosure.tlp)}
          {disclosure.on === undefined ? null : (
            <>
              , from <Day on={disclosure.on} />
            </>
          )}
        </p>
        <p className="prose verbatim">{disclosure.reason}</p>
        <Approval decision={disclosure} verb="Decided" />
      </div>
    )}
    {earlier.map(({ conclusion, reason, closed, reopened }) => (
      <div key={closed.at} className="decision">
        <h3>Closed before, and opened again</h3>
        <p className="prose verbatim">{conclusion}</p>
        <p>
          Closed: <DoneBy {...closed} />
        </p>
        <p className="prose verbatim">{reason}</p>
        <p>
          Opened again: <DoneBy {...reopened} />
        </p>
      </div>
    ))}
  </Section>
)

const Approval = ({
  decision,
  verb,
}: {
  readonly decision: NonNullable<
    CaseView['disposition'] | CaseView['disclosure'] | CaseView['ending']
  >
  readonly verb: string
}) => (
  <p className="row">
    <span>
      {verb}: <DoneBy {...decision} />
    </span>
    {decision.approved === null ? (
      <ToneMark tone="half">Waits for a second person</ToneMark>
    ) : (
      <span>
        <ToneMark tone="good">Approved</ToneMark> <DoneBy {...decision.approved} />
      </span>
    )}
  </p>
)
