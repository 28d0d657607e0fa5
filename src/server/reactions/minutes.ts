import { createHash } from 'node:crypto'
import type { OpenReviewState } from '../../cases/index.ts'
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts'
import { limits } from '../../kernel/limits.ts'
import { orThrow } from '../../kernel/result.ts'
import { severities } from '../../kernel/severity.ts'
import type { ProductState } from '../../products/index.ts'
import {
  composeMinutes,
  type OpenIssueReview,
  openIssueReviewSchema,
  type ReleaseState,
} from '../../releases/index.ts'
import type { Parts } from '../parts.ts'
import { one } from '../wiring/records.ts'
import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'
import { oneChunk } from './write-documents.ts'

/**
 * 9.5/open-review: the conclusions of a review as minutes that can be handed on, kept by their hash;
 * once they are signed, a copy that shows who signed what.
 */
export const writeMinutes: Reaction = {
  name: 'write-minutes',
  on: ['open-review.concluded', 'open-review.signed'],
  run: async (event, parts) => {
    const found = await one<OpenReviewState>(parts.ledger, 'open-review', event.stream)
    if (found === undefined) return
    const signed = event.type === 'open-review.signed'
    // Concluded anew meanwhile: the last conclusions are what is written. Signed: so is the copy.
    const { state } = found
    if (signed ? state.signedCopy !== null : state.document !== null || state.status === 'signed')
      return
    const review = await printable(parts, state)
    const bytes = await parts.workers.renderer.render(composeMinutes(review), 'pdf')
    const stored = orThrow(
      await parts.files.put(oneChunk(bytes), { limitBytes: limits.file.bytes }),
    )
    const name = `${found.humanId}${signed ? '-signed' : ''}.pdf`
    await issue(parts, event, {
      kind: 'open-review',
      command: 'record-minutes',
      id: event.stream,
      input: { file: { hash: stored.hash, name, size: stored.size }, signed },
    })
  },
}

const printable = async (parts: Parts, state: OpenReviewState): Promise<OpenIssueReview> => {
  const { ledger, settings } = parts
  const release =
    state.release === null ? undefined : await one<ReleaseState>(ledger, 'release', state.release)
  const product =
    state.product === null ? undefined : await one<ProductState>(ledger, 'product', state.product)
  const concluded = new Map(state.conclusions.map((one) => [one.case, one]))
  return openIssueReviewSchema.parse({
    reference: state.reference,
    version: state.signatures.length === 0 ? '1' : '1, signed',
    date: state.heldAt.slice(0, 10),
    product: {
      name: product?.state.name.slice(0, 120) ?? 'All products',
      revision: release?.state.revision.slice(0, 120) ?? 'All revisions',
      maker: settings.makerName,
    },
    heldAt: state.heldAt,
    occasion: release === undefined ? `Between releases: ${state.title}` : state.title,
    participants: await participants(parts, state),
    frozen: {
      at: state.heldAt,
      // The parser of the events made plain JSON of it.
      sha256: createHash('sha256')
        .update(canonicalJson(state.issues as unknown as Json))
        .digest('hex'),
      entries: state.issues.map((one) => ({
        caseId: one.reference,
        title: one.title.trim() || one.reference,
        severity: severities.find((severity) => severity === one.severity),
        state: inWords(one.stale === true ? `${one.status}, stale` : one.status),
        known: knownThen(one),
        conclusion: inWords(concluded.get(one.case)?.conclusion),
        reason: concluded.get(one.case)?.reason,
      })),
    },
    ...(state.minutes === '' || state.concludedBy === null
      ? {}
      : { minutes: { text: state.minutes, by: await nameOf(parts, state.concludedBy) } }),
    ...(state.document === null || state.signatures.length === 0
      ? {}
      : { signed: state.document.hash }),
    signatures: state.signatures.map(({ name, meaning, at }) => ({ name, meaning, time: at })),
  })
}

/** A word of ours as a reader knows it: `release-anyway` is "Release anyway". */
const inWords = <Word extends string | undefined>(word: Word): Word =>
  // Another spelling of the same word, or of none.
  (word === undefined
    ? word
    : `${word.charAt(0).toUpperCase()}${word.slice(1).replaceAll('-', ' ')}`) as Word

/** What the frozen list keeps of a case beside its title; of one under embargo nothing. */
const knownThen = ({
  dueAt,
  disposition,
  impact,
}: OpenReviewState['issues'][number]): string | undefined =>
  [
    ...Object.entries(impact ?? {}).map(
      ([status, count]) => `${count} ${inWords(status).toLowerCase()}`,
    ),
    ...(disposition == null
      ? []
      : [`${inWords(disposition.path)}${disposition.approved ? '' : ', not approved'}`]),
    ...(dueAt == null ? [] : [`due ${dueAt.slice(0, 10)}`]),
  ].join('; ') || undefined

const nameOf = async ({ ledger }: Parts, actor: string): Promise<string> => {
  const id = actor.replace(/^person:/, '')
  return (await one<{ readonly name: string }>(ledger, 'person', id))?.state.name ?? actor
}

/** Colleagues by their names at this moment, and others as they were written down. */
const participants = async (
  parts: Parts,
  { attendees, participants, agreements, conclusions, minutes }: OpenReviewState,
) => {
  const concluded = minutes !== '' || conclusions.length > 0
  const colleagues = await Promise.all(
    attendees.map(async (actor) => {
      const agreed = agreements.find(({ by }) => by === actor)
      return {
        name: await nameOf(parts, actor),
        role: 'Colleague',
        ...(agreed !== undefined
          ? { agreement: `Yes, ${agreed.at.slice(0, 10)}. ${agreed.comment}`.trim() }
          : concluded
            ? { agreement: 'Not recorded' }
            : {}),
      }
    }),
  )
  return [...colleagues, ...participants.map((name) => ({ name, role: 'Took part' }))]
}
