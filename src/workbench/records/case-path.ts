import { audiencesInWords, valueInWords } from '../kinds/words.ts'
import { approver, type CaseEvidence, names, type Step, step } from './case-step.ts'
import { type CaseView, fixHolds } from './views/case.ts'

/**
 * The path of a case to its closure. The server has the last word: its refusal of "close" lists
 * what it misses, and this page shows that list too.
 */
export const pathOf = (state: CaseView, evidence: CaseEvidence, me: string): readonly Step[] =>
  state.ending === null ? pathOfFlaw(state, evidence, me) : withoutFix(state, evidence, me)

const pathOfFlaw = (state: CaseView, evidence: CaseEvidence, me: string): readonly Step[] => [
  analysis(state),
  disposition(state, me),
  disclosure(state, me),
  ...change(state, me),
  risk(state),
  otherProducts(state),
  thirdParties(state),
  documentsLooked(state, evidence),
  defectsClosed(evidence),
  published(state, evidence),
]

/**
 * The commands that come next for a case by its own state. Whether it can be closed is known only
 * with what other records say: the path offers that.
 */
export const nextForCase = (state: CaseView, me: string): readonly string[] => {
  if (state.closed !== null) return ['reopen']
  const steps = pathOf(state, { looks: [], defects: [], outward: [] }, me)
  const commands = steps.flatMap(({ state: is, command }) =>
    is === 'open' && command !== undefined ? [command] : [],
  )
  return [...commands.slice(0, 1), 'note']
}

const needsFix = ({ disposition: decided }: CaseView): boolean =>
  decided !== null && decided.path !== 'residual-risk'

/** What a case is still asked that ends without a fix. */
const withoutFix = (state: CaseView, evidence: CaseEvidence, me: string): readonly Step[] => {
  const { ending, thirdParties: told } = state
  if (ending === null) return []
  const words = valueInWords('ending', ending.ending)
  const what = 'End without a fix'
  return [
    ending.approved === null
      ? step(what, '9.5/disposition', 'open', `${words}: waits for ${approver(ending, me)}`, {
          by: [ending],
          ...(ending.by === me ? {} : { command: 'approve-ending' }),
        })
      : step(what, '9.5/disposition', 'done', words, { by: [ending, ending.approved] }),
    ...(ending.ending !== 'not-ours'
      ? []
      : told.some(({ none }) => !none)
        ? [thirdParties(state)]
        : [
            step('Third parties', '9.5/third-party', 'open', 'Its owner is not told', {
              command: 'tell-third-party',
            }),
          ]),
    defectsClosed(evidence),
  ]
}

const analysis = ({ impact, scores }: CaseView): Step => {
  const missing = [
    ...(impact.length === 0 ? ['which product revisions are affected'] : []),
    ...(scores.length === 0 ? ['how bad it is'] : []),
  ]
  return step(
    'Analysed',
    '9.4',
    missing.length === 0 ? 'done' : 'open',
    missing.length === 0
      ? `${impact.length} product revisions looked at, scored`
      : `Not recorded: ${missing.join(' and ')}`,
    { command: impact.length === 0 ? 'set-impact' : 'score' },
  )
}

const disposition = ({ disposition: decided }: CaseView, me: string): Step => {
  if (decided === null)
    return step('Disposition', '9.5/disposition', 'open', 'Nothing is proposed', {
      command: 'propose-disposition',
    })
  const path = valueInWords('path', decided.path)
  return decided.approved === null
    ? step(
        'Disposition',
        '9.5/disposition',
        'open',
        `${path}: waits for ${approver(decided, me)}`,
        {
          by: [decided],
          ...(decided.by === me ? {} : { command: 'approve-disposition' }),
        },
      )
    : step('Disposition', '9.5/disposition', 'done', path, { by: [decided, decided.approved] })
}

const disclosure = ({ disclosure: decided }: CaseView, me: string): Step => {
  if (decided === null)
    return step('Disclosure decision', '9.5/disclosure', 'open', 'Nothing is decided', {
      command: 'decide-disclosure',
    })
  const words = decided.disclose
    ? `Disclose to ${audiencesInWords(decided.audiences)}`
    : 'Do not disclose'
  return decided.approved === null
    ? step(
        'Disclosure decision',
        '9.5/disclosure',
        'open',
        `${words}: waits for ${approver(decided, me)}`,
        {
          by: [decided],
          ...(decided.by === me ? {} : { command: 'approve-disclosure' }),
        },
      )
    : step('Disclosure decision', '9.5/disclosure', 'done', words, {
        by: [decided, decided.approved],
      })
}

/** Each of these follows the one before: what the server would refuse yet is not offered. */
const change = (state: CaseView, me: string): readonly Step[] => {
  const { changeRequest, changeReview, verifications } = state
  if (state.disposition !== null && !needsFix(state))
    return [
      step(
        'Change',
        '9.5/change-request',
        'not-needed',
        'The risk is accepted: nothing is changed',
      ),
    ]
  const last = verifications.at(-1)
  const failed = verifications.findLast(({ passed }) => !passed)
  return [
    changeRequest !== null
      ? step('Change request', '9.5/change-request', 'done', changeRequest.reference, {
          by: [changeRequest],
        })
      : state.disposition?.approved == null
        ? step('Change request', '9.5/change-request', 'open', 'Follows the approved disposition')
        : step('Change request', '9.5/change-request', 'open', 'Not recorded', {
            command: 'request-change',
          }),
    changeReview?.accepted === true
      ? step('Change reviewed', '9.5/change-review', 'done', 'Safety, security and effectiveness', {
          by: [changeReview],
        })
      : step(
          'Change reviewed',
          '9.5/change-review',
          'open',
          changeRequest === null
            ? 'Follows the change request'
            : changeReview !== null
              ? 'The review declined the change'
              : changeRequest.by === me
                ? 'Waits for the review of somebody else'
                : 'Not reviewed',
          changeRequest === null || changeRequest.by === me ? {} : { command: 'review-change' },
        ),
    last !== undefined && fixHolds(state)
      ? step('Fix verified', '9.5/verified', 'done', `In ${last.fixedIn}`, { by: [last] })
      : step(
          'Fix verified',
          '9.5/verified',
          'open',
          last === undefined
            ? changeReview?.accepted === true
              ? 'Not verified'
              : 'Follows the accepted review'
            : failed === undefined
              ? 'Not verified for every affected product'
              : `The fix in ${failed.fixedIn} does not hold`,
          changeReview?.accepted === true ? { command: 'verify-fix' } : {},
        ),
  ]
}

const risk = ({ risk: record }: CaseView): Step =>
  record !== null && record.residual !== 'not-acceptable'
    ? step('Risk record', '9.5/risk-record', 'done', valueInWords('residual', record.residual), {
        by: [record],
      })
    : step(
        'Risk record',
        '9.5/risk-record',
        'open',
        record === null ? 'Not updated' : 'The remaining risk is not acceptable',
        { command: 'update-risk' },
      )

const otherProducts = ({ otherProducts: told }: CaseView): Step =>
  told === null
    ? step('Other products', '9.5/other-products', 'open', 'Their owners are not informed', {
        command: 'inform-products',
      })
    : step(
        'Other products',
        '9.5/other-products',
        'done',
        told.none ? 'No other product shares the flaw' : `${told.products.length} informed`,
        { by: [told] },
      )

const thirdParties = ({ thirdParties: told }: CaseView): Step => {
  const last = told.at(-1)
  return last === undefined
    ? step('Third parties', '9.5/third-party', 'open', 'Nobody is told', {
        command: 'tell-third-party',
      })
    : step(
        'Third parties',
        '9.5/third-party',
        'done',
        last.none ? 'No third party is involved' : told.map(({ owner }) => owner).join(', '),
        { by: [last] },
      )
}

const documentsLooked = (state: CaseView, { looks }: CaseEvidence): Step => {
  const what = 'Documents looked at'
  if (state.disposition !== null && !needsFix(state) && looks.length === 0)
    return step(what, '4.1.9/after-fix', 'not-needed', 'Nothing is fixed')
  if (looks.length === 0)
    return Object.keys(state.facts).length === 0
      ? step(
          what,
          '4.1.9/after-fix',
          'open',
          'Record what the fix changes for operators: the server searches for it once the fix is verified',
          { command: 'describe' },
        )
      : step(what, '4.1.9/after-fix', 'open', 'The server looks once a fix is verified')
  const undecided = looks.filter(({ status }) => status === 'undecided')
  return undecided.length === 0
    ? step(what, '4.1.9/after-fix', 'done', 'Every statement found is decided')
    : step(what, '4.1.9/after-fix', 'open', `Statements wait in ${names(undecided)}`)
}

const defectsClosed = ({ defects }: CaseEvidence): Step => {
  const open = defects.filter(({ status }) => status !== 'closed')
  return open.length > 0
    ? step('Documentation defects', '4.1.9/closure', 'open', `Open: ${names(open)}`)
    : defects.length === 0
      ? step('Documentation defects', '4.1.9/closure', 'not-needed', 'None was opened')
      : step('Documentation defects', '4.1.9/closure', 'done', `${defects.length} closed`)
}

const published = (state: CaseView, { outward }: CaseEvidence): Step => {
  const what = 'Disclosed as decided'
  const live = outward.filter(({ status }) => status !== 'withdrawn')
  const waiting = live.filter(({ status }) => status !== 'published')
  if (waiting.length > 0)
    return step(what, '9.5/end-to-end', 'open', `Not published: ${names(waiting)}`)
  if (live.length > 0) return step(what, '9.5/end-to-end', 'done', names(live))
  return state.disclosure?.disclose === false
    ? step(what, '9.5/end-to-end', 'not-needed', 'It was decided not to disclose')
    : step(what, '9.5/end-to-end', 'open', 'No update or advisory carries the case')
}
