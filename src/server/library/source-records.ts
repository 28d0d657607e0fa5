import { placeOf } from '../../connections/drives/index.ts'
import type { SourceState } from '../../documents/index.ts'
import { issueAs, namedNoMore } from '../own-command.ts'
import type { Parts } from '../parts.ts'
import { having, type Typed } from '../wiring/records.ts'
import type { SourceSettings } from './source-settings.ts'

const own = { by: 'sources', request: 'sources' } as const

/** Issues a command of the server's own about a source or a document of it. Throws what refuses. */
export const issueForSource = async (
  parts: Pick<Parts, 'dispatch'>,
  kind: 'source' | 'document',
  command: string,
  id: string | undefined,
  input: object,
  key?: string,
): Promise<string> => issueAs(parts, own, { kind, command, id, input, key })

export const sourceNamed = async (
  parts: Pick<Parts, 'ledger'>,
  name: string,
): Promise<Typed<SourceState> | undefined> =>
  (await having<SourceState>(parts.ledger, 'source', 'name', name))[0]

/** The record of a source: made when the settings first have it, described anew when they change. */
export const keepSource = async (
  parts: Parts,
  settings: SourceSettings,
): Promise<Typed<SourceState>> => {
  const { name, kind, title, everyMinutes, keepOriginals } = settings
  const place = placeOf(settings).slice(0, 300)
  const described = {
    title: title === '' ? place : title,
    sourceKind: kind,
    place,
    everyMinutes,
    keepOriginals,
  }
  const known = await sourceNamed(parts, name)
  if (known === undefined)
    await issueForSource(
      parts,
      'source',
      'connect',
      undefined,
      { name, ...described },
      `source:${name}`,
    )
  else await issueForSource(parts, 'source', 'describe', known.stream, described)
  const found = await sourceNamed(parts, name)
  if (found === undefined) throw new Error(`The record of the source ${name} was not found.`)
  return found
}

/** Those that the settings have no longer. Their documents stay. */
export const disconnectOthers = async (parts: Parts, names: readonly string[]): Promise<void> => {
  const connected = { kind: 'source', facet: 'name', ended: 'disconnected' } as const
  for (const stream of await namedNoMore(parts, connected, names))
    await issueForSource(parts, 'source', 'disconnect', stream, {})
}
