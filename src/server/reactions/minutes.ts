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

/** 9.5/open-review: the conclusions of a review as minutes that can be handed on, kept by their hash. */
export const writeMinutes: Reaction = {
  name: 'write-minutes',
  on: ['open-review.concluded'],
  run: async (event, parts) => {
    const found = await one<OpenReviewState>(parts.ledger, 'open-review', event.stream)
    // Concluded anew meanwhile: the last conclusions are what is written.
    if (found === undefined || found.state.document !== null) return
    const review = await printable(parts, found.state)
    const bytes = await parts.workers.renderer.render(composeMinutes(review), 'pdf')
    const stored = orThrow(
      await parts.files.put(oneChunk(bytes), { limitBytes: limits.file.bytes }),
    )
    const name = `${found.humanId}.pdf`
    await issue(parts, event, {
      kind: 'open-review',
      command: 'record-minutes',
      id: event.stream,
      input: { file: { hash: stored.hash, name, size: stored.size } },
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
    version: '1',
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
        state: one.stale === true ? `${one.status}, stale` : one.status,
        conclusion: concluded.get(one.case)?.conclusion,
        reason: concluded.get(one.case)?.reason,
      })),
    },
    signatures: [],
  })
}

/** Colleagues by their names at this moment, and others as they were written down. */
const participants = async ({ ledger }: Parts, { attendees, participants }: OpenReviewState) => {
  const colleagues = await Promise.all(
    attendees.map(async (actor) => {
      const person = await one<{ readonly name: string }>(
        ledger,
        'person',
        actor.replace(/^person:/, ''),
      )
      return { name: person?.state.name ?? actor, role: 'Took part' }
    }),
  )
  return [...colleagues, ...participants.map((name) => ({ name, role: 'Took part' }))]
}
