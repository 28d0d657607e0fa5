import { Link } from '@tanstack/react-router'
import { Banner } from '../../parts/banner.tsx'
import { VerdictMark } from '../../parts/marks.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Moment } from '../../parts/time.tsx'
import { type FindingView, findingView } from '../views/upkeep.ts'
import { type PanelProps, withState } from '../with-state.tsx'

/** A person's word on a verdict of the clause review, and what it is about. */
export const FindingPanel = withState(findingView, ({ state }: PanelProps<FindingView>) => (
  <>
    {state.withdrawn === null ? null : (
      <Banner title="Withdrawn: the review speaks again">
        <p>
          {state.withdrawn.reason} <Moment at={state.withdrawn.at} />
        </p>
      </Banner>
    )}
    <Section title={state.verdict === null ? 'Gap accepted' : 'Verdict overruled'}>
      <Facts
        facts={[
          {
            name: 'Duty',
            value: (
              <Link to="/clauses" search={{}} hash={state.constraint}>
                {state.constraint}
              </Link>
            ),
          },
          {
            name: 'Instead it is',
            value: state.verdict === null ? '' : <VerdictMark verdict={state.verdict} />,
          },
          {
            name: 'Product',
            value:
              state.product === null ? (
                'All products'
              ) : (
                <RecordLink collection="products" id={state.product} brief />
              ),
          },
          {
            name: 'Document',
            value:
              state.document === null ? (
                ''
              ) : (
                <RecordLink collection="documents" id={state.document} brief />
              ),
          },
          { name: 'Reason', value: <span className="verbatim">{state.reason}</span> },
          { name: 'Signed by', value: state.name },
        ]}
      />
    </Section>
  </>
))
