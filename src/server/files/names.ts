import { limits } from '../../kernel/limits.ts'

const encoder = new TextEncoder()

/**
 * A name that is safe to keep, show and save under on any system: the last part of a path, without
 * control and invisible characters (among them those that turn the direction of text), without what
 * Windows reserves, no leading or trailing dots or spaces, at most `limits.file.nameLength` bytes of
 * UTF-8 with the extension kept. Applying it twice changes nothing more. Never empty: then "file".
 */
export const safeFileName = (name: string): string => {
  const visible = name
    // What is longer than any name on any system is cut before the work is done on it.
    .slice(-longest)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu, '')
    .normalize('NFC')
  const last = visible.slice(Math.max(visible.lastIndexOf('/'), visible.lastIndexOf('\\')) + 1)
  const plain = trim(last.replace(/[<>:"|?*]/g, '_').replace(/\s/g, ' '))
  const named = plain === '' ? 'file' : isReserved(plain) ? `_${plain}` : plain
  return shorten(named, limits.file.nameLength)
}

const longest = 10_000

/** Without dots and spaces at either end: hidden files, and ends that Windows drops. */
const trim = (name: string): string => {
  let start = 0
  let end = name.length
  while (start < end && isDotOrSpace(name[start])) start++
  while (end > start && isDotOrSpace(name[end - 1])) end--
  return name.slice(start, end)
}

const isDotOrSpace = (character: string | undefined): boolean =>
  character === '.' || character === ' '

/** Device names of Windows, which it sees before any extension. */
const isReserved = (name: string): boolean =>
  /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])$/i.test(
    trim(name.split('.', 1)[0] ?? ''),
  )

const longestExtension = 20

const shorten = (name: string, most: number): string => {
  if (encoder.encode(name).length <= most) return name
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= longestExtension ? name.slice(dot) : ''
  const room = most - encoder.encode(extension).length
  let stem = ''
  let used = 0
  for (const character of name.slice(0, name.length - extension.length)) {
    used += encoder.encode(character).length
    if (used > room) break
    stem += character
  }
  return `${trim(stem)}${extension}`
}
