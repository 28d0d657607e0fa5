import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { parse } from 'yaml'
import { z } from 'zod'
import { limits } from '../kernel/limits.ts'
import { isTextKey, type Language, ownLanguages } from '../portal/index.ts'

const textsSchema = z.record(z.string(), z.string().min(1).max(limits.text.paragraph))

/**
 * The languages of the public pages and of mails to reporters: ours, and those of `<dataDir>/languages/<tag>.yaml`. A file
 * for a language of ours puts its words in the place of ours. A file that cannot be read is told in
 * the log and left out: words that are wrong must not keep a report from coming in.
 */
export const readLanguages = async (
  dataDir: string,
  log: Pick<FastifyBaseLogger, 'warn' | 'error'>,
): Promise<readonly Language[]> => {
  const folder = join(dataDir, 'languages')
  if (!existsSync(folder)) return ownLanguages
  const languages = new Map(ownLanguages.map((language) => [language.tag, language]))
  const names = (await readdir(folder)).sort().slice(0, limits.language.files)
  for (const name of names) {
    const tag = /^([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.ya?ml$/.exec(name)?.[1]
    try {
      if (tag === undefined)
        throw new Error('A file of a language is named by its tag: fr.yaml, pt-BR.yaml.')
      const texts = await readTexts(join(folder, name))
      const unknown = Object.keys(texts).filter((key) => !isTextKey(key))
      if (unknown.length > 0)
        log.warn({ file: name, unknown: unknown.slice(0, 20) }, 'a language has unknown texts')
      languages.set(tag, { tag, texts: { ...languages.get(tag)?.texts, ...texts } })
    } catch (cause) {
      log.error({ err: cause, file: name }, 'a language of the public pages cannot be used')
    }
  }
  return [...languages.values()]
}

const readTexts = async (file: string): Promise<Language['texts']> => {
  const { size } = await stat(file)
  if (size > limits.language.bytes)
    throw new Error(`A file of a language has at most ${limits.language.bytes} bytes.`)
  return textsSchema.parse(parse(await readFile(file, 'utf8'), { maxAliasCount: 0 }) ?? {})
}
