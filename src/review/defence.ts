import type { ClauseId, ConstraintId } from '../catalogue/constraint-ids.ts'
import type { Clause } from '../catalogue/schema.ts'
import type { ConstraintAnswer, WithheldSentence } from './contract.ts'
import { type Facts, yearAgo } from './queries/answer.ts'

/** One sentence that can be said to an auditor, and the constraints it claims. */
export interface DefenceSentence {
  readonly text: string
  readonly claims: readonly ConstraintId[]
}

export interface Defence {
  readonly said: readonly DefenceSentence[]
  readonly withheld: readonly WithheldSentence[]
}

/**
 * The audit defence of a clause, with the maker's own names and counts. Only sentences whose every
 * claim is met are said, so that nobody says to an auditor what cannot be shown; of the others it
 * tells what keeps them out.
 */
export const defenceOf = (
  { id, auditDefence }: Clause,
  answers: readonly ConstraintAnswer[],
  facts: Facts,
): Defence => {
  const sentences = auditDefence.split(/(?<=\.)\s+(?=[A-Z{])/)
  const claimed = claimsOf[id]
  // A text that was changed makes claims that nobody has told us of.
  if (sentences.length !== claimed.length) return { said: [], withheld: [] }
  const isMet = (constraint: ConstraintId) =>
    answers.some((answer) => answer.id === constraint && answer.verdict === 'met')
  const said: DefenceSentence[] = []
  const withheld: WithheldSentence[] = []
  for (const [index, sentence] of sentences.entries()) {
    const claims = claimed[index] ?? []
    const missing = claims.filter((claim) => !isMet(claim))
    const { text, unfilled } = filled(sentence, answers, facts)
    if (missing.length === 0 && unfilled.length === 0) said.push({ text, claims })
    else withheld.push({ text, missing, unfilled })
  }
  return { said, withheld }
}

/** The sentences as one paragraph; undefined where there is none. */
export const paragraphOf = (sentences: readonly DefenceSentence[]): string | undefined =>
  sentences.length === 0 ? undefined : sentences.map(({ text }) => text).join(' ')

/** What each sentence of the catalogue's text claims, in its order. */
const claimsOf: Readonly<Record<ClauseId, readonly (readonly ConstraintId[])[]>> = {
  '9.2': [['9.2/channel'], ['9.2/closure'], ['9.2/complaints']],
  '9.5': [
    ['9.5/end-to-end'],
    ['9.5/disposition', '9.5/disclosure'],
    ['9.5/proactive', '9.5/open-review'],
  ],
  '4.1.9': [
    ['4.1.9/identify', '4.1.9/defect-system'],
    ['4.1.9/closure', '4.1.9/documentation-only'],
  ],
  '5.8.2': [
    [
      '5.8.2/secure-operation',
      '5.8.2/accounts',
      '5.8.2/residual',
      '5.8.2/conformance',
      '5.8.2/annex-e',
    ],
    ['5.8.2/residual', '5.8.2/release-notes'],
  ],
  '6.3': [['6.3/available'], ['6.3/available', '6.3/inform'], ['6.3/integrity']],
}

/** The sentence with its blanks filled, and what of them has nothing to be filled with. */
const filled = (
  sentence: string,
  answers: readonly ConstraintAnswer[],
  facts: Facts,
): { readonly text: string; readonly unfilled: readonly string[] } => {
  const parts: string[] = []
  const unfilled: string[] = []
  let from = 0
  for (const match of sentence.matchAll(/\{\{([a-z]+)(?::([a-z-]+))?\}\}/g)) {
    const [kind = '', name = ''] = match.slice(1)
    const value = blank(kind, name, answers, facts)
    if (value === undefined) unfilled.push(nothingFor[kind] ?? `Nothing fills "${kind}".`)
    parts.push(sentence.slice(from, match.index), value ?? '…')
    from = match.index + match[0].length
  }
  return { text: parts.join('') + sentence.slice(from), unfilled: [...new Set(unfilled)] }
}

const nothingFor: Readonly<Record<string, string>> = {
  product: 'No product is registered that it could name.',
  revision: 'No release is signed whose revision it could name.',
  document: 'No document in force shows it, so that it could name none.',
}

const blank = (
  kind: string,
  name: string,
  answers: readonly ConstraintAnswer[],
  { records, channel, now }: Facts,
): string | undefined => {
  switch (kind) {
    case 'product':
      return records.product.length === 0
        ? undefined
        : records.product
            .map(({ state }) => state.name)
            .slice(0, 20)
            .join(', ')
    case 'revision':
      return records.release.findLast(({ status }) => status === 'released')?.state.revision
    case 'period':
      return `${yearAgo({ now })} to ${now.slice(0, 10)}`
    case 'address':
      return channel.policy
    case 'document':
      return documentFor(name, answers)
    case 'system':
      return 'Vulnerary, under the numbers of our defect system'
    case 'count':
      return counts[name]?.({ records, channel, now }).toString()
    default:
      return undefined
  }
}

/** The document that shows a constraint best stands for the document that the text names. */
const shownBy: Readonly<Record<string, ConstraintId>> = {
  'disclosure-policy': '9.2/channel',
  complaints: '9.2/complaints',
  'security-guide': '5.8.2/secure-operation',
  conformance: '5.8.2/conformance',
  'release-notes': '5.8.2/release-notes',
  'update-procedure': '6.3/available',
}

const documentFor = (name: string, answers: readonly ConstraintAnswer[]): string | undefined => {
  const evidence = (id: string | undefined) =>
    answers.find((answer) => answer.id === id)?.documents.evidence[0]?.document
  // Two clauses name the procedure for problems; each finds it by a constraint of its own.
  return name === 'problem-resolution'
    ? (evidence('9.5/end-to-end') ?? evidence('4.1.9/defect-system'))
    : evidence(shownBy[name])
}

const counts: Readonly<Record<string, (facts: Facts) => number>> = {
  reports: (facts) => recentReports(facts).length,
  sources: (facts) => new Set(recentReports(facts).map(({ state }) => state.source)).size,
  'reports-closed': (facts) =>
    recentReports(facts).filter(({ status }) => status === 'closed').length,
  'reports-open': (facts) =>
    recentReports(facts).filter(({ status }) => status !== 'closed').length,
  'cases-resolved': (facts) => resolved(facts).length,
  'disclosure-decisions': (facts) =>
    resolved(facts).filter(({ state }) => (state.disclosure?.approved ?? null) !== null).length,
  'activity-runs': (facts) =>
    facts.records.activity.reduce(
      (sum, { state }) => sum + state.runs.filter(({ on }) => on >= yearAgo(facts)).length,
      0,
    ),
  'open-issue-reviews': ({ records }) =>
    records['open-review'].filter(
      ({ status, state }) => status === 'signed' && state.release !== null,
    ).length,
  'documentation-defects': (facts) => recentDefects(facts).length,
  'documentation-defects-closed': (facts) =>
    recentDefects(facts).filter(({ status }) => status === 'closed').length,
  'documentation-only': (facts) =>
    recentDefects(facts).filter(({ state }) => state.case === null).length,
  'residual-risks': ({ records }) =>
    records.case.filter(({ state }) => state.risk !== null && state.risk.residual !== 'none')
      .length,
  updates: (facts) =>
    facts.records.update.filter(
      ({ status, state }) =>
        status === 'published' && (state.publication?.at ?? '') >= yearAgo(facts),
    ).length,
  advisories: ({ records }) => records.advisory.filter(({ state }) => state.published).length,
  'distribution-records': ({ records }) => {
    const about = new Set([...records.update, ...records.advisory].map(({ id }) => id))
    return records.distribution.filter(({ state }) => about.has(state.about)).length
  },
}

const recentReports = (facts: Facts) =>
  facts.records.report.filter(({ state }) => state.receivedAt >= yearAgo(facts))

const recentDefects = (facts: Facts) =>
  facts.records.defect.filter(({ openedAt }) => openedAt >= yearAgo(facts))

const resolved = ({ records }: Facts) =>
  records.case.filter(({ status }) => status === 'fix-verified' || status === 'closed')
