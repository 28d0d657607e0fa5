import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type {
  addDocumentRevision,
  Cover,
  confirmApproval,
  describeDocument,
  dismissApproval,
  recordApproval,
  registerDocument,
  setInForce,
} from '../contract/library.ts'
import type { NamedByDocument } from '../ports.ts'
import type { DocumentEvent } from './events.ts'
import type { DocumentState } from './state.ts'

type Decided = readonly DocumentEvent[] | Refusal

export const decideRegister = (
  _state: DocumentState,
  input: InputOf<typeof registerDocument>,
  context: DecisionContext,
  named: NamedByDocument,
): Decided => {
  const covers = coversOf(input)
  const products = covers.map(({ product }) => product)
  return (
    refused(input, covers, context, named) ?? [
      { type: 'document.registered', reference: context.humanId, ...input, products, covers },
    ]
  )
}

export const decideDescribe = (
  _state: DocumentState,
  input: InputOf<typeof describeDocument>,
  context: DecisionContext,
  named: NamedByDocument,
): Decided => {
  const { products: _, ...said } = input
  const covers = coversOf(input)
  return refused(input, covers, context, named) ?? [{ type: 'document.described', ...said, covers }]
}

/** Each product once; whoever names one without revisions means all of them. */
const coversOf = ({ products, covers }: InputOf<typeof registerDocument>): Cover[] => {
  const found = new Map<string, readonly string[]>(products.map((product) => [product, []]))
  const whole = new Set(
    covers.filter((one) => one.revisions.length === 0).map((one) => one.product),
  )
  for (const { product, revisions } of covers)
    found.set(
      product,
      whole.has(product) ? [] : [...new Set([...(found.get(product) ?? []), ...revisions])],
    )
  return [...found].map(([product, revisions]) => ({ product, revisions: [...revisions] }))
}

const refused = (
  { translationOf, language }: InputOf<typeof registerDocument>,
  covers: readonly Cover[],
  { stream }: DecisionContext,
  { products, original, translations }: NamedByDocument,
): Refusal | undefined => {
  for (const { product, revisions } of covers) {
    const known = products.get(product)
    if (known === undefined)
      return refuse('document/no-product', `There is no product ${product}. Register it first.`)
    const missing = revisions.find((revision) => !known.includes(revision))
    if (missing !== undefined)
      return refuse(
        'document/no-such-revision',
        `The product has no revision ${missing}. Add it there first, or leave it out here.`,
      )
  }
  if (translationOf === undefined) return undefined
  if (translationOf === stream)
    return refuse('document/translates-itself', 'A document cannot be its own translation.')
  if (original === null)
    return refuse(
      'document/no-original',
      'The document that this translates is not in the library.',
    )
  if (original.translationOf !== null)
    return refuse(
      'document/translation-of-translation',
      'That document is itself a translation. Name the one that it translates.',
    )
  if (translations)
    return refuse(
      'document/has-translations',
      'Other documents translate this one. Say of those first what they translate.',
    )
  return original.language === language
    ? refuse(
        'document/same-language',
        `Both documents are in "${language}". Give each its own language.`,
      )
    : undefined
}

export const decideSetInForce = (
  state: DocumentState,
  input: InputOf<typeof setInForce>,
): Decided => {
  const revision = state.revisions.find(({ version }) => version === input.version)
  if (revision === undefined) return noSuchVersion(input.version)
  return revision.inForceFrom === input.inForceFrom
    ? []
    : [{ type: 'document.revision-dated', ...input }]
}

const noSuchVersion = (version: string): Refusal =>
  refuse(
    'document/no-such-version',
    `The document has no version ${version}. Add the revision first.`,
  )

export const decideRecordApproval = (
  state: DocumentState,
  input: InputOf<typeof recordApproval>,
  { now }: DecisionContext,
): Decided => {
  const revision = state.revisions.find(({ version }) => version === input.version)
  if (revision === undefined) return noSuchVersion(input.version)
  if (input.approvedOn > now.slice(0, 10))
    return refuse(
      'document/approval-to-come',
      `${input.approvedOn} is still to come. Record the approval on the day it is given, or later.`,
    )
  const { approved } = revision
  return approved?.by === input.approvedBy && approved.on === input.approvedOn
    ? []
    : [{ type: 'document.revision-approved', ...input }]
}

export const decideConfirmApproval = (
  state: DocumentState,
  input: InputOf<typeof confirmApproval>,
  context: DecisionContext,
): Decided => {
  const revision = state.revisions.find(({ version }) => version === input.version)
  if (revision === undefined) return noSuchVersion(input.version)
  const said = revision.reading?.approval
  if (said === undefined || said.by !== input.approvedBy || said.on !== input.approvedOn)
    return refuse(
      'document/not-proposed',
      `Version ${input.version} does not say that ${input.approvedBy} approved it on ${input.approvedOn}. Look at it again, or record the approval.`,
    )
  const recorded = decideRecordApproval(state, input, context)
  if (isRefusal(recorded)) return recorded
  const { by: _, on: __, ...source } = said
  return recorded.map((event) =>
    event.type === 'document.revision-approved' ? { ...event, source } : event,
  )
}

export const decideDismissApproval = (
  state: DocumentState,
  input: InputOf<typeof dismissApproval>,
): Decided => {
  const revision = state.revisions.find(({ version }) => version === input.version)
  if (revision === undefined) return noSuchVersion(input.version)
  if (revision.reading?.approval === undefined)
    return refuse('document/not-proposed', `Version ${input.version} says nothing of an approval.`)
  return revision.approvalDismissed ? [] : [{ type: 'document.approval-dismissed', ...input }]
}

export const decideAddRevision = (
  state: DocumentState,
  input: InputOf<typeof addDocumentRevision>,
): Decided => {
  if (state.revisions.some(({ version }) => version === input.version))
    return refuse(
      'document/version-exists',
      `Version ${input.version} is there already. Give the new revision its own version.`,
    )
  if (state.revisions.some(({ file }) => file.hash === input.file.hash))
    return refuse('document/same-content', 'A revision with exactly this content is there already.')
  return [{ type: 'document.revision-added', ...input }]
}
