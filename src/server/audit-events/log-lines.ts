import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { limits } from '../../kernel/limits.ts'

const { lineBytes } = limits.auditEvents

/**
 * The lines of a log file, or the whole of a small file that is one document (XML, JSON over many
 * lines). Memory stays within two lines: a longer one is cut, and what is left of it passed over, so
 * that it becomes an event that nobody can read, and not a silence.
 */
export async function* logLines(path: string): AsyncGenerator<string> {
  const { size } = await stat(path)
  if (size <= lineBytes) {
    const text = await textOf(path)
    if (isOneDocument(text)) {
      yield text
      return
    }
  }
  const decoder = new TextDecoder()
  let rest = ''
  let skipping = false
  for await (const chunk of createReadStream(path)) {
    const pieces = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n')
    rest = pieces.pop() ?? ''
    for (const piece of pieces) {
      if (!skipping) yield cut(piece)
      skipping = false
    }
    if (rest.length > lineBytes) {
      if (!skipping) yield cut(rest)
      skipping = true
      rest = ''
    }
  }
  rest += decoder.decode()
  if (rest !== '' && !skipping) yield cut(rest)
}

const cut = (line: string): string => line.slice(0, lineBytes).toWellFormed()

const textOf = async (path: string): Promise<string> => {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of createReadStream(path))
    text += decoder.decode(chunk as Uint8Array, { stream: true })
  return text + decoder.decode()
}

/** XML, or an object that does not end on its first line. */
const isOneDocument = (text: string): boolean => {
  const start = text.trimStart()
  if (/^<(\?xml|!|[A-Za-z])/.test(start)) return true
  const [first = ''] = start.split('\n', 1)
  return start.startsWith('{') && !first.trimEnd().endsWith('}')
}
