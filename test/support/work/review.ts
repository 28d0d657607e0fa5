import type { ClauseAnswer, ConstraintAnswer, ReviewChanges } from '../../../src/review/contract.ts'
import type { Colleague } from '../maker.ts'
import type { DatabasePlace } from '../on-databases.ts'
import type { AProduct } from './product.ts'
import type { Reader, Team } from './team.ts'

export interface ReviewedDocument {
  readonly id: string
  readonly humanId: string
  readonly path: string
  /** Uploads a revision in Markdown, approved unless said, and waits until it is read. */
  revise(version: string, text: string, options?: Revising): Promise<void>
}

export interface Revising {
  readonly approved?: boolean
  readonly inForceFrom?: string
  /** Bytes that no reader understands. */
  readonly name?: string
}

/** A document of the library with its first revision. */
export const reviewed = async (
  { maker }: Pick<Team, 'maker'>,
  who: Colleague,
  about: {
    readonly title: string
    readonly documentKind?: string
    readonly products?: readonly string[]
    readonly covers?: readonly { readonly product: string; readonly revisions: readonly string[] }[]
  },
  text: string,
  options: Revising = {},
): Promise<ReviewedDocument> => {
  const { id, humanId } = await who.does('/api/documents/register', {
    documentKind: 'policy',
    ...about,
  })
  const path = `/api/documents/${id}`
  const revise = async (version: string, content: string, how: Revising = {}) => {
    const { approved = true, inForceFrom, name = `${humanId}-${version}.md` } = how
    const file = await who.upload(name, new TextEncoder().encode(content))
    await who.does(`${path}/add-revision`, {
      version,
      file,
      ...(inForceFrom === undefined ? {} : { inForceFrom }),
    })
    if (approved)
      await who.does(`${path}/record-approval`, {
        version,
        approvedBy: 'Petra Example',
        approvedOn: '2026-01-05',
      })
    await maker.settle()
  }
  await revise('1', text, options)
  return { id, humanId, path, revise }
}

const queryOf = (scope: Scoped): string =>
  `?${new URLSearchParams({
    ...(scope.product === undefined ? {} : { product: scope.product.id }),
    ...(scope.revision === undefined ? {} : { revision: scope.revision }),
  })}`

export interface Scoped {
  readonly product?: Pick<AProduct, 'id'>
  readonly revision?: string
}

/** One constraint as this colleague gets it answered. */
export const answerTo = async (
  who: Reader,
  id: string,
  scope: Scoped = {},
): Promise<ConstraintAnswer> => {
  const { status, body } = await who.get(`/api/clauses${queryOf(scope)}`)
  if (status !== 200) throw new Error(`/api/clauses: ${status} ${JSON.stringify(body)}`)
  const clauses: readonly ClauseAnswer[] = body.clauses
  const found = clauses.flatMap(({ constraints }) => constraints).find((one) => one.id === id)
  if (found === undefined) throw new Error(`No constraint ${id} was answered.`)
  return found
}

/** What changed since the last kept review. */
export const changesOf = async (who: Reader, scope: Scoped = {}): Promise<ReviewChanges> => {
  const { status, body } = await who.get(`/api/clauses/changes${queryOf(scope)}`)
  if (status !== 200) throw new Error(`/api/clauses/changes: ${status} ${JSON.stringify(body)}`)
  return body
}

/** A policy that says 9.2/channel, for whoever adds to it. */
export const disclosurePolicy = `# Coordinated vulnerability disclosure policy

## Reporting a vulnerability

To report a vulnerability, send an e-mail to security@example-medical.example or use the form at
https://security.example-medical.example/report. We follow coordinated vulnerability disclosure.
`

/** A database for a maker whose portal outsiders can reach, so that 9.2/channel can be met. */
export const reachable = async (
  openDatabase: () => Promise<DatabasePlace>,
): Promise<DatabasePlace> => {
  const place = await openDatabase()
  const publicUrl = { PUBLIC_URL: 'https://security.example-medical.example' }
  return { ...place, environment: { ...place.environment, ...publicUrl } }
}
