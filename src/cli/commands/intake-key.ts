import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import type { Records } from '../reach/records.ts'
import { withRecords } from '../reach/with-records.ts'
import { readInput } from '../read-input.ts'

const entry = z.object({
  fingerprint: z.string(),
  userIds: z.array(z.string()),
  whose: z.enum(['own', 'known']),
  current: z.boolean(),
})
type Entry = z.output<typeof entry>
const list = z.object({ items: z.array(entry) })

/** The OpenPGP keys: which there are, one more, or a new one. */
export const intakeKey: Command = {
  name: 'intake key',
  summary: 'List the OpenPGP keys, take one in, or make a new one',
  usage: '[FILE.asc|-] [--new]',
  operands: [0, 1],
  options: [{ name: 'new', help: 'Make a new key of the maker; older ones still open mail.' }],
  details: [
    'A secret key becomes the maker’s current key: it opens mail, signs security.txt, and its public half is served at /.well-known/openpgp-key.asc. Its passphrase comes from VULNERARY_KEY_PASSPHRASE or is asked; in the data folder the key lies under the master key. A public key is one whose signatures in mails are recognised: that of a supplier, say.',
    'Answers 0 with the fingerprints, 2 with the reason why a key was not taken.',
  ],
  run: async (context, words) => {
    const [path] = words.operands
    const bytes =
      path === undefined
        ? undefined
        : await readInput(context.io, path, limits.openPgp.keyCharacters)
    if (isRefusal(bytes)) return bytes
    const armored = bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8')
    const passphrase =
      armored?.includes('PRIVATE KEY BLOCK') === true
        ? (context.io.env['VULNERARY_KEY_PASSPHRASE'] ??
          (path === '-' ? undefined : await context.io.ask('Passphrase of the key: ', true)) ??
          '')
        : ''
    return withRecords(
      context,
      async (records) => {
        const done = await change(records, armored, passphrase, words.has('new'))
        if (isRefusal(done)) return done
        const listed = done === undefined ? await records.get('/api/openpgp-keys') : done
        if (isRefusal(listed)) return listed
        const items = done === undefined ? list.parse(listed).items : [entry.parse(done)]
        context.answer(listed, items.map(lineOf))
        return exit.done
      },
      { create: true },
    )
  },
}

const change = async (
  records: Records,
  armored: string | undefined,
  passphrase: string,
  anew: boolean,
): Promise<unknown> => {
  if (armored !== undefined) return records.post('/api/openpgp-keys', { armored, passphrase })
  return anew ? records.post('/api/openpgp-keys/generate') : undefined
}

const lineOf = ({ fingerprint, userIds, whose, current }: Entry): string =>
  `${fingerprint}  ${whose === 'own' ? (current ? 'ours, current' : 'ours, older') : 'known'}  ${userIds.join(', ')}`
