import type { DocumentState, LookState } from '../../../documents/index.ts'
import type { LibraryName } from '../library.ts'
import type { RecordName, Stage } from '../stage.ts'

interface Opened {
  readonly defect: `defect/${string}`
  /** Words of the statement. */
  readonly says: string
  readonly document: LibraryName
  readonly title: string
  readonly severity: string
  readonly misleads: string
}

/** Opens a defect from a statement that the look after a fix found; answers the look. */
export const openCandidate = async (
  stage: Stage,
  about: `case/${string}`,
  { defect, says, document, ...described }: Opened,
): Promise<RecordName> => {
  const look = await lookAfter(stage, about)
  const { candidates } = await stage.state<LookState>(look)
  const found = candidates.find(
    (one) => one.document === stage.id(document) && one.quote.includes(says),
  )
  if (found === undefined) throw new Error(`The look after ${about} did not find: ${says}`)
  const { revisions } = await stage.state<DocumentState>(document)
  await stage.does(stage.cast.erika, defect, 'open', {
    ...described,
    defectKind: 'outdated',
    cause: 'case',
    case: stage.id(about),
    look: stage.id(look),
    candidate: found.id,
    document: found.document,
    statements: [
      {
        document: found.document,
        revision: revisions.at(-1)?.version ?? '',
        quote: found.quote,
        location: found.location,
      },
    ],
  })
  await stage.settle()
  return look
}

/** The look that the server made after the fix of this case was verified. */
export const lookAfter = async (stage: Stage, about: `case/${string}`): Promise<RecordName> => {
  const [look] = await stage.parts.ledger.having('look', 'case', stage.id(about), 1)
  if (look === undefined) throw new Error(`Nobody looked at the documents after ${about}.`)
  const name: RecordName = about.replace('case/', 'look/') as `look/${string}`
  stage.name(name, look)
  return name
}

/** Words of a statement, and why it is not false; the last reason is for all others. */
export type Reasons = readonly (readonly [words: string, reason: string])[]

/** Says of every statement that is left why it is not false, where a reason fits. */
export const decideLook = async (
  stage: Stage,
  look: RecordName,
  reasons: Reasons,
): Promise<void> => {
  const { candidates } = await stage.state<LookState>(look)
  for (const { id, quote, decision } of candidates) {
    const reason = reasons.find(([words]) => quote.includes(words))?.[1]
    if (decision.is === 'undecided' && reason !== undefined)
      await stage.does(stage.cast.wanda, look, 'dismiss', { candidate: id, reason })
  }
}

/** Says that nobody is harmed by it. */
export const assessDefect = (
  stage: Stage,
  defect: `defect/${string}`,
  reason: string,
): Promise<unknown> => stage.does(stage.cast.erika, defect, 'assess', { endangers: false, reason })

/** Says of guidance that a look found missing why no document has to give it; or where it stands. */
export const decideOmissions = async (
  stage: Stage,
  look: RecordName,
  reasons: Reasons,
): Promise<void> => {
  const { omissions } = await stage.state<LookState>(look)
  for (const { id, guidance, decision } of omissions) {
    const reason = reasons.find(([words]) => guidance.includes(words))?.[1]
    if (decision.is === 'undecided' && id !== undefined && reason !== undefined)
      await stage.does(stage.cast.wanda, look, 'dismiss', { candidate: id, reason })
  }
}

/** Guidance that a look missed stands in this document, in these words. */
export const citeFor = async (
  stage: Stage,
  look: RecordName,
  words: string,
  document: LibraryName,
  quote: string,
): Promise<void> => {
  const { omissions } = await stage.state<LookState>(look)
  const found = omissions.find(({ guidance }) => guidance.includes(words))
  if (found?.id === undefined) throw new Error(`The look did not miss: ${words}`)
  await stage.does(stage.cast.wanda, look, 'stands-elsewhere', {
    candidate: found.id,
    document: stage.id(document),
    quote,
  })
}

export const correctDefect = async (
  stage: Stage,
  defect: `defect/${string}`,
  revision: string,
  [before, after]: readonly [string, string],
): Promise<void> => {
  const { wanda } = stage.cast
  // The correction is compared with what the server read.
  await stage.settle()
  await stage.does(wanda, defect, 'correct', { revision, before, after })
}
