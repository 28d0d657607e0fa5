import { reviewAspects } from '../../../../cases/contract.ts'
import { useActorName } from '../../../api/people.ts'
import { humanise, valueInWords } from '../../../kinds/words.ts'
import { FileList } from '../../../parts/files.tsx'
import { ToneMark } from '../../../parts/marks.tsx'
import { Facts, Section } from '../../../parts/page.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { DoneBy } from '../../done-by.tsx'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

/** The change that fixes the flaw: requested, reviewed for each aspect, tested for each product. */
export const Change = ({ state }: PanelProps<CaseView>) => {
  const nameOf = useActorName()
  const { changeRequest, verifications } = state
  if (changeRequest === null) return null
  return (
    <Section title="The change">
      <div className="decision">
        <h3>{changeRequest.reference}</h3>
        <p className="prose verbatim">{changeRequest.description}</p>
        <p className="row">
          <span>
            Requested: <DoneBy {...changeRequest} />
          </span>
          {changeRequest.author === undefined ? null : (
            <span className="soft small">Made by {nameOf(changeRequest.author)}</span>
          )}
        </p>
        {changeRequest.links.length === 0 ? null : (
          <ul className="dashed">
            {changeRequest.links.map(({ kind, url, title }) => (
              <li key={kind + url}>
                {humanise(kind)}:{' '}
                <a href={url} rel="noreferrer noopener" target="_blank">
                  {title === '' ? url : title}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="decision">
        <h3>Reviews</h3>
        {reviewAspects.map((aspect) => (
          <Review key={aspect} aspect={aspect} state={state} />
        ))}
      </div>
      {verifications.map((test) => (
        <div className="decision" key={test.at + test.product + test.fixedIn}>
          <h3>
            Tested: <RecordLink collection="products" id={test.product} brief /> {test.fixedIn}
          </h3>
          <p className="row">
            <ToneMark tone={test.passed ? 'good' : 'bad'}>
              {test.passed ? 'The fix holds' : 'The fix does not hold'}
            </ToneMark>
            <DoneBy {...test} />
          </p>
          <p className="prose verbatim">{test.tested}</p>
          <Facts
            facts={[
              { name: 'How', value: test.how === '' ? null : test.how },
              { name: 'Regression', value: test.regression === '' ? null : test.regression },
              {
                name: 'Regression tests',
                value: test.regressionTests.length === 0 ? null : test.regressionTests.join(', '),
              },
            ]}
          />
          <FileList files={test.evidence} />
        </div>
      ))}
    </Section>
  )
}

const Review = ({ aspect, state }: { readonly aspect: string; readonly state: CaseView }) => {
  const review = state.aspectReviews.find((one) => one.aspect === aspect)
  return (
    <div>
      <p className="row">
        <span>{valueInWords('aspect', aspect)}</span>
        {review === undefined ? (
          <ToneMark tone="half">Waits for a reviewer</ToneMark>
        ) : (
          <>
            <ToneMark tone={review.accepted ? 'good' : 'bad'}>
              {review.accepted ? 'Accepted' : 'Declined'}
            </ToneMark>
            <DoneBy {...review} />
          </>
        )}
      </p>
      {review === undefined ? null : <p className="prose verbatim">{review.conclusion}</p>}
    </div>
  )
}
