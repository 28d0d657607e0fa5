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
import { Actions, offer, useIsMine } from './actions.tsx'

/** The change that fixes the flaw: requested, reviewed for each aspect, tested for each product. */
export const Change = ({ record, state }: PanelProps<CaseView>) => {
  const nameOf = useActorName()
  const { changeRequest, disposition, verifications } = state
  if (changeRequest === null)
    return disposition === null ||
      disposition.approved === null ||
      disposition.path === 'residual-risk' ? null : (
      <Section title="The change">
        <Actions
          record={record}
          state={state}
          offers={offer(true, 'request-change', 'Request the change')}
        >
          <span className="soft">
            The disposition is approved; its change is not requested yet.
          </span>
        </Actions>
      </Section>
    )
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
          <Review key={aspect} aspect={aspect} record={record} state={state} />
        ))}
      </div>
      <Testing record={record} state={state} />
      {verifications.toReversed().map((test) => (
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

/** Whoever requested the change, or makes it, judges nothing of it. */
const useIsMaker = ({ changeRequest }: CaseView): boolean => {
  const isMine = useIsMine()
  return (
    changeRequest !== null && (isMine(changeRequest) || isMine({ by: changeRequest.author ?? '' }))
  )
}

/** What comes after the reviews: a test, or the way back after one that failed. */
const Testing = ({ record, state }: PanelProps<CaseView>) => {
  const isMaker = useIsMaker(state)
  const declined = state.aspectReviews.some(({ accepted }) => !accepted)
  const reviewed = state.changeReview?.accepted === true
  const last = new Map(state.verifications.map((test) => [test.product, test.passed]))
  const failed = [...last.values()].includes(false)
  // What is accepted for a product is neither fixed nor tested there.
  const accepted = (state.disposition?.rows ?? []).filter(({ path }) => path === 'residual-risk')
  const affected = state.impact.filter(
    ({ status, product }) =>
      status === 'affected' && !accepted.some((row) => row.product === product),
  )
  const untested = affected.find(({ product }) => last.get(product) !== true)?.product
  const back = declined || failed
  if (!back && (!reviewed || untested === undefined)) return null
  return (
    <div className="decision">
      <h3>{back ? 'Back to the change' : 'Not tested yet'}</h3>
      <Actions
        record={record}
        state={state}
        offers={[
          ...offer(back, 'request-change', 'Request the change anew'),
          ...offer(
            reviewed && !isMaker && untested !== undefined,
            'verify-fix',
            failed ? 'Record another test' : 'Record the test',
            { product: untested },
          ),
        ]}
      >
        <span>
          {declined
            ? 'A review declined the change. '
            : failed
              ? 'The fix does not hold, so the case went back to remediation. '
              : ''}
          {reviewed && isMaker && state.closed === null ? (
            <span className="soft">You make this change: somebody else tests it.</span>
          ) : null}
        </span>
      </Actions>
    </div>
  )
}

const Review = ({ aspect, record, state }: PanelProps<CaseView> & { readonly aspect: string }) => {
  const isMaker = useIsMaker(state)
  const review = state.aspectReviews.find((one) => one.aspect === aspect)
  const declined = state.aspectReviews.some(({ accepted }) => !accepted)
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
      {review === undefined ? (
        <Actions
          record={record}
          state={state}
          about={valueInWords('aspect', aspect)}
          offers={offer(!isMaker && !declined, 'review-change', 'Review', { aspect })}
        >
          {isMaker && state.closed === null ? (
            <span className="soft small">You make this change: somebody else reviews it.</span>
          ) : null}
        </Actions>
      ) : (
        <p className="prose verbatim">{review.conclusion}</p>
      )}
    </div>
  )
}
