/** Encodings that are told apart by what their text is in, where the file does not say. */
interface Candidate {
  /** A label of the WHATWG Encoding standard. */
  readonly label: string
  /** Characters that text in it is mostly made of, besides ASCII. */
  readonly script: RegExp
  /** Its share of all that is not ASCII. */
  readonly least: number
}

/** In this order the first whose text is whole and looks like its language. */
const candidates: readonly Candidate[] = [
  { label: 'shift_jis', script: /[\u3041-\u30ff\u3000-\u3002]/g, least: 0.25 },
  { label: 'euc-jp', script: /[\u3041-\u30ff\u3000-\u3002]/g, least: 0.25 },
  // The most frequent characters of Chinese, in both scripts, and its stops.
  {
    label: 'gb18030',
    script: /[的一是不了在有人和中上为以时用地要出就分对成会可主发设备安全\u3001\u3002\uff0c]/g,
    least: 0.12,
  },
  {
    label: 'big5',
    script: /[的一是不了在有人和中上為以時用地要出就分對成會可主發設備安全\u3001\u3002\uff0c]/g,
    least: 0.12,
  },
  { label: 'euc-kr', script: /[\uac00-\ud7a3]/g, least: 0.7 },
  // Small letters after others: in the wrong one of the two, words are written in capitals.
  { label: 'windows-1251', script: /[а-яё]/g, least: 0.75 },
  { label: 'koi8-r', script: /[а-яё]/g, least: 0.75 },
  { label: 'windows-1253', script: /[α-ωάέήίόύώς]/g, least: 0.75 },
]

const sample = 65_536

/**
 * The encoding that a text says it is in: in an XML declaration, a page's `meta`, or the line that
 * editors read (`coding: …`). Undefined where it says none, or one that nobody knows.
 */
export const declaredEncoding = (bytes: Uint8Array): string | undefined => {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 2_048))
  const text = start.toString('latin1')
  const said =
    /^\s{0,20}<\?xml[^>]{0,100}\bencoding=["']([\w:.-]{2,30})/.exec(text)?.[1] ??
    /<meta\b[^>]{0,300}\bcharset\s{0,5}=\s{0,5}["']?\s{0,5}([\w:.-]{2,30})/i.exec(text)?.[1] ??
    /^(?:.{0,200}\n)?.{0,200}\bcoding[:=]\s{0,5}([\w.-]{2,30})/.exec(text)?.[1]
  return said === undefined ? undefined : known(said)
}

const known = (label: string): string | undefined => {
  try {
    return new TextDecoder(label).encoding
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** The text in an encoding, or undefined where some bytes mean nothing in it. */
export const decodeWhole = (bytes: Uint8Array, label: string): string | undefined => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** Which of the candidates bytes that are no UTF-8 are in; undefined where none fits. */
export const guessEncoding = (bytes: Uint8Array): string | undefined =>
  candidates.find(({ label, script, least }) => {
    const text = decodeSample(bytes, label)
    if (text === undefined) return false
    const foreign = text.match(/[^\p{ASCII}]/gu)?.length ?? 0
    return foreign > 3 && (text.match(script)?.length ?? 0) / foreign >= least
  })?.label

/** The beginning, cut after a line: a character cut in two would be no evidence. */
const decodeSample = (bytes: Uint8Array, label: string): string | undefined => {
  if (bytes.length <= sample) return decodeWhole(bytes, label)
  const end = bytes.lastIndexOf(0x0a, sample)
  return decodeWhole(bytes.subarray(0, end > 0 ? end : sample), label)
}
