import type { ChannelState } from '../../../intake/index.ts'
import { issueAs, namedNoMore } from '../../own-command.ts'
import type { Parts } from '../../parts.ts'
import { having, type Typed } from '../../wiring/records.ts'
import type { Channel } from '../channel.ts'

const own = { by: 'channels', request: 'self-test' } as const

/** The record of each channel: one for each name, opened when the settings first have it. */
export const channelRecords = (parts: Parts) => {
  const find = async (name: string): Promise<Typed<ChannelState> | undefined> =>
    (await having<ChannelState>(parts.ledger, 'channel', 'name', name))[0]

  const issue = (command: string, id: string | undefined, input: object, key?: string) =>
    issueAs(parts, own, { kind: 'channel', command, id, input, key })

  return {
    find,
    issue,
    /** Opens the record, or says what changed in the settings since. */
    keep: async ({ name, title, sources }: Channel): Promise<string> => {
      const known = await find(name)
      const described = { title: title.slice(0, 300), sources: [...sources] }
      if (known === undefined)
        return issue('register', undefined, { name, ...described }, `channel:${name}`)
      await issue('describe', known.stream, described)
      return known.stream
    },
    /** Closes the record of each channel that the settings have no longer. */
    closeOthers: async (names: readonly string[]): Promise<void> => {
      const open = { kind: 'channel', facet: 'name', ended: 'closed' } as const
      for (const stream of await namedNoMore(parts, open, names)) await issue('close', stream, {})
    },
  }
}
