import { Button } from '@mantine/core'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue } from '../../../forms/order.ts'
import { valueInWords } from '../../../kinds/words.ts'
import { ToneMark } from '../../../parts/marks.tsx'
import { Facts, Section } from '../../../parts/page.tsx'
import { DoneBy } from '../../done-by.tsx'
import { useActOn } from '../../use-act-on.ts'
import { type DefectView, isOpenDefect } from '../../views/defect.ts'
import type { PanelProps } from '../../with-state.tsx'

/** Whether what operators do wrong by it may harm patients, by the maker's risk matrix. */
export const Safety = ({ state, record }: PanelProps<DefectView>) => {
  const session = useSignedIn()
  const act = useActOn('defects', record)
  const { assessment } = state
  return (
    <Section
      title="Safety"
      aside={
        // The first time it stands above, among what comes next.
        assessment !== null && isOpenDefect(state) && mayIssue(session, 'defects', 'assess') ? (
          <Button size="compact-sm" variant="default" onClick={() => act('assess')}>
            Assess anew
          </Button>
        ) : undefined
      }
    >
      {assessment === null ? (
        <p className="soft">
          Nobody has said whether it may harm patients. It does not close before.
        </p>
      ) : (
        <>
          <p>
            <ToneMark tone={assessment.endangers ? 'bad' : 'good'}>
              {assessment.endangers ? 'May harm patients' : 'Harms no patient'}
            </ToneMark>
          </p>
          <p className="prose verbatim">{assessment.reason}</p>
          <Facts
            facts={[
              { name: 'Hazardous situation', value: assessment.hazardousSituation },
              { name: 'Harm', value: assessment.harm },
              {
                name: 'Risk',
                value:
                  assessment.result === null
                    ? ''
                    : `${assessment.result.severityName}; P1 × P2 = ${Number(assessment.result.chance.toPrecision(3))}${assessment.result.p1Unknown ? ' (P1 unknown, taken as 1)' : ''}, ${assessment.result.probabilityName.toLowerCase()}: ${valueInWords('acceptability', assessment.result.acceptability).toLowerCase()}`,
              },
              { name: 'Why P1 is less than 1', value: assessment.p1Argument },
              { name: 'By', value: assessment.result?.matrix.source ?? '' },
            ]}
          />
          <DoneBy by={assessment.by} at={assessment.at} />
        </>
      )}
    </Section>
  )
}
