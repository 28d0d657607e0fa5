import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { type Command, type Context, exit, type Words } from '../command.ts'
import { verifyAdvisory } from '../proofs/advisory.ts'
import { verifyPack } from '../proofs/pack.ts'
import { verifyUpdate } from '../proofs/update.ts'
import type { Verdict } from '../proofs/verdict.ts'
import { whatIsIt } from '../proofs/what-is-it.ts'
import { readInput } from '../read-input.ts'

/** Sees what a file is, and proves it offline. */
export const verify: Command = {
  name: 'verify',
  summary: 'Prove an update, an audit pack or an advisory, offline',
  usage: 'FILE [--root ROOT] [--key KEY]',
  operands: [1, 1],
  options: [
    {
      name: 'root',
      value: 'ROOT',
      help: 'For updates: the root of trust (root.json) that you have from the maker.',
    },
    {
      name: 'repository',
      value: 'FOLDER',
      help: 'For updates: where their metadata is, if neither beside them nor above.',
    },
    {
      name: 'key',
      value: 'KEY',
      help: 'For audit packs: the maker’s verifier key, known from elsewhere.',
    },
  ],
  details: [
    'FILE is a file of an update, a folder or SHA256SUMS of them (with --root), an audit pack, or a CSAF advisory: the content says which.',
    'Answers 0 if it is good, 1 if it is not (which file, and why), 2 if it could not be verified.',
    'Example: vulnerary verify download/pump-2.4.1.bin --root root.json',
  ],
  run: async (context, words) => {
    const verdict = await judge(context, words)
    if (isRefusal(verdict)) return verdict
    const { good, kind, value, lines } = verdict
    context.answer({ ...value, good, kind }, lines)
    return good ? exit.done : exit.answeredNo
  },
}

const judge = async ({ io }: Context, words: Words): Promise<Verdict | Refusal> => {
  const [path = ''] = words.operands
  const root = words.value('root')
  const thing = await whatIsIt(path)
  if (thing === 'audit pack' || (thing === 'zip' && root === undefined))
    return verifyPack(path, words.value('key'))
  if (root !== undefined)
    return verifyUpdate(path, { root, repository: words.value('repository'), now: io.now() })
  if (thing !== 'json')
    return refuse(
      'verify/no-root',
      `To verify ${path} as an update, give the root of trust that you have from the maker: --root root.json`,
    )
  const bytes = await readInput(io, path, limits.formats.bytes)
  return isRefusal(bytes) ? bytes : verifyAdvisory(bytes)
}
