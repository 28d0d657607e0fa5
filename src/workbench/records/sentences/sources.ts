import { z } from 'zod'
import { type Payload, type Telling, text, told } from './told.ts'

const counts = z.object({
  counts: z.object({
    new: z.number(),
    changed: z.number(),
    moved: z.number(),
    returned: z.number(),
    gone: z.number(),
    unread: z.number(),
  }),
})

const found = (payload: Payload): string => {
  const { data } = counts.safeParse(payload)
  if (data === undefined) return ''
  const names = [
    ['new', 'new'],
    ['changed', 'changed'],
    ['moved', 'moved'],
    ['returned', 'back again'],
    ['gone', 'gone'],
    ['unread', 'could not be read'],
  ] as const
  const parts = names
    .filter(([name]) => data.counts[name] > 0)
    .map(([name, words]) => `${data.counts[name]} ${words}`)
  return parts.length === 0 ? 'nothing had changed' : parts.join(', ')
}

/** Facts of sources of the library, and of documents that lie in one. */
export const sourceSentences: Readonly<Record<string, Telling>> = {
  'source.connected': (p) => told(`connected the source: ${text(p, 'place')}`),
  'source.described': (p) => told(`now finds the source at ${text(p, 'place')}`),
  'source.disconnected': () => told('disconnected the source: the settings have it no longer'),
  'source.sync-asked': (p) =>
    told(
      p['emptied'] === true
        ? 'asked for a look, and says that it is meant to be empty'
        : 'asked for a look at it',
    ),
  'source.synced': (p) => told(`looked at it: ${found(p)}`),
  'source.sync-failed': (p) => told('could not look at it', text(p, 'reason')),

  'document.placed': (p) => ({
    words: `found it at ${text(p, 'path')}`,
    record: { collection: 'sources', id: text(p, 'source') },
  }),
  'document.moved': (p) => told(`found it at another place: ${text(p, 'path')}`),
  'document.gone': (p) => told('found it gone from its source', text(p, 'reason')),
  'document.found': () => told('found it in its source again'),
  'document.missed': (p) => told('could not fetch its newest content', text(p, 'reason')),
  'document.revision-returned': () =>
    told('found the content of an earlier version in force again'),
}
