import { join } from 'node:path'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import { plain } from '../terminal-text.ts'

/** Watches a ledger from another machine. */
export const ledgerWitness: Command = {
  name: 'ledger witness',
  summary: 'See from another machine that a ledger only grew, and cosign it',
  usage: 'URL [--folder FOLDER] [--name NAME] [--log-key KEY]',
  operands: [1, 1],
  options: [
    { name: 'folder', value: 'FOLDER', help: 'What the witness keeps. Default ./witness.' },
    {
      name: 'name',
      value: 'NAME',
      help: 'At the first look: a name that nobody else has, like hospital.example/witness.',
    },
    {
      name: 'log-key',
      value: 'KEY',
      help: 'At the first look: the verifier key of the ledger, from the maker and by another way than URL.',
    },
  ],
  details: [
    'Looks once: fetches the checkpoint, proves by the tiles (C2SP tlog-tiles) that all facts seen before are still there unchanged, keeps what it saw and gives the server its cosignature (C2SP tlog-cosignature). Only hashes leave the server. Run it from a timer, as often as a change shall be noticed.',
    'Answers 0 when the ledger only grew, 1 when it contradicts what was seen before (both notes are kept as evidence), 2 when it could not be looked at. The maker sets the key that is printed as WITNESSES; until then the server does not take the cosignature and says so.',
  ],
  run: async (context, words) => {
    const [url = ''] = words.operands
    if (!/^https?:\/\//.test(url) || !URL.canParse(url))
      return refuse(
        'usage/bad-url',
        'Give the address of the server: https://security.maker.example',
      )
    const { lookAsWitness } = await import('../../server/index/offline.ts')
    const found = await lookAsWitness({
      url,
      folder: words.value('folder') ?? join('.', 'witness'),
      name: words.value('name'),
      logKey: words.value('log-key'),
      now: new Date(context.io.now()),
    })
    if (isRefusal(found)) return found
    context.say(`Witness key: ${found.key}`)
    if (!found.good) {
      context.answer(found, [
        `NOT GOOD: ${plain(found.log)}: ${plain(found.message)}`,
        `      both notes are in ${plain(found.evidence)}; keep them, and ask the maker`,
      ])
      return exit.answeredNo
    }
    const { log, size, before, told } = found
    context.answer(found, [
      `good: ${plain(log)} has ${size} facts${before === null ? ', seen for the first time' : `; the ${before} seen before are unchanged`}`,
      ...(told === true ? [] : [`      the server did not take the cosignature: ${plain(told)}`]),
    ])
    return exit.done
  },
}
