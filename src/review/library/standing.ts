import type { Leg, StandingDocument, Verdict } from '../contract.ts'
import type { Document, Revision } from './judge-library.ts'

/** The last revision whose day has come; one without a day holds from the moment it was added. */
export const inForce = ({ state }: Document, today: string): Revision | undefined =>
  state.revisions.findLast(({ inForceFrom }) => inForceFrom === null || inForceFrom <= today)

/** A document as it stands: its revision in force, or else the next one to come. */
export const standingOf = (document: Document, today: string): StandingDocument => {
  const revision = inForce(document, today) ?? document.state.revisions[0]
  return {
    id: document.id,
    document: nameOf(document),
    kind: document.state.documentKind,
    version: revision?.version ?? '',
    revision: revision?.file.hash ?? '',
    inForceFrom: revision === undefined ? null : dayOf(revision),
    approved: revision?.approved ?? null,
  }
}

export const nameOf = ({ humanId, title }: Document): string => `${humanId} ${title}`.trim()

const dayOf = ({ inForceFrom, addedAt }: Revision): string => inForceFrom ?? addedAt.slice(0, 10)

/**
 * What keeps a document from being in force: no revision, a day to come, no approval on record, or
 * a source that has lost it or has it newer. Empty where nothing does.
 */
const lacksOf = (document: Document, today: string): readonly string[] => {
  const revision = inForce(document, today)
  if (revision === undefined) {
    const [next] = document.state.revisions
    return [next === undefined ? 'it has no revision' : `it holds only from ${dayOf(next)}`]
  }
  const { origin } = document.state
  return [
    ...(revision.approved === null
      ? [
          `no approval of ${revision.version === '' ? 'it' : `version ${revision.version}`} is recorded`,
        ]
      : []),
    ...(origin === null || origin.there
      ? []
      : [`it is gone from its source since ${origin.since.slice(0, 10)}`]),
    ...(origin?.there === true && origin.problem !== ''
      ? ['its source has newer content that could not be fetched']
      : []),
  ]
}

const named = 5

/** In force: with a version, a day that has come and an approval. The best of them decides. */
export const inForceLeg = (documents: readonly Document[], today: string): Leg => {
  if (documents.length === 0)
    return { verdict: 'absent', detail: 'There is no document that could be in force.' }
  const looked = documents.map((document) => ({ document, lacks: lacksOf(document, today) }))
  const whole = looked.filter(({ lacks }) => lacks.length === 0)
  if (whole.length > 0)
    return {
      verdict: 'met',
      detail: `${listed(whole, ({ document }) => {
        const { document: name, version, inForceFrom, approved } = standingOf(document, today)
        return `${name}, version ${version}, holds from ${inForceFrom}, approved by ${approved?.by} on ${approved?.on}`
      })}.`,
    }
  const holds = looked.some(({ document }) => inForce(document, today) !== undefined)
  return {
    verdict: holds ? 'partial' : 'absent',
    detail: `${listed(looked, ({ document, lacks }) => `${nameOf(document)}: ${lacks.join(', ')}`)}.`,
  }
}

const listed = <One>(all: readonly One[], line: (one: One) => string): string => {
  const lines = all.slice(0, named).map(line).join('; ')
  return all.length > named ? `${lines}; and ${all.length - named} more` : lines
}

/** Says it and in force: what is not in force says it only in part. */
export const saidInForce = <Says extends Verdict>(
  says: Says,
  standing: Verdict,
): Says | 'partial' => (says === 'met' && standing !== 'met' ? 'partial' : says)
