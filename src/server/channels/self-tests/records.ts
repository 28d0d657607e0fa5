import type { ChannelState } from '../../../intake/index.ts'
import { isRefusal } from '../../../kernel/result.ts'
import type { Parts } from '../../parts.ts'
import { having, type Typed } from '../../wiring/records.ts'
import type { Channel } from '../channel.ts'

const actor = { id: 'system:channels', roles: [] } as const

/** The record of each channel: one for each name, opened when the settings first have it. */
export const channelRecords = (parts: Parts) => {
  const find = async (name: string): Promise<Typed<ChannelState> | undefined> =>
    (await having<ChannelState>(parts.ledger, 'channel', 'name', name))[0]

  const issue = async (command: string, id: string | undefined, input: object, key?: string) => {
    const done = await parts.dispatch({
      kind: 'channel',
      command,
      ...(id === undefined ? {} : { id }),
      input,
      actor,
      requestId: 'self-test',
      ...(key === undefined ? {} : { key }),
    })
    if (isRefusal(done)) throw new Error(`${done.code}: ${done.message}`)
    return done
  }

  return {
    find,
    issue,
    /** Opens the record, or says what changed in the settings since. */
    keep: async ({ name, title, sources }: Channel): Promise<string> => {
      const known = await find(name)
      const described = { title: title.slice(0, 300), sources: [...sources] }
      if (known === undefined)
        return (await issue('register', undefined, { name, ...described }, `channel:${name}`)).id
      await issue('describe', known.stream, described)
      return known.stream
    },
    /** Closes the record of each channel that the settings have no longer. */
    closeOthers: async (names: readonly string[]): Promise<void> => {
      const open = await parts.ledger.database.reader
        .selectFrom('stream')
        .innerJoin('facet', 'facet.stream', 'stream.stream')
        .select(['stream.stream', 'facet.value'])
        .where('stream.kind', '=', 'channel')
        .where('stream.status', '!=', 'closed')
        .where('facet.kind', '=', 'channel')
        .where('facet.name', '=', 'name')
        .execute()
      for (const { stream, value } of open)
        if (!names.includes(value)) await issue('close', stream, {})
    },
  }
}
