import { Transform, type TransformCallback } from 'node:stream'

/** Names in mails that the Encoding standard does not list, by the one that it does. */
const otherNames: Readonly<Record<string, string>> = {
  cp949: 'euc-kr',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp950: 'big5',
  cp850: 'windows-1252',
  cp437: 'windows-1252',
}

/**
 * Decodes the text of a body as it streams by (encoding.spec.whatwg.org, of Node's own ICU).
 * mailparser takes it in place of the decoder that the pinned libmime lacks. A charset that nobody
 * knows is read as UTF-8 with a mark for each byte that is none.
 */
export class CharsetDecoder extends Transform {
  readonly #decoder: TextDecoder

  constructor(charset: string) {
    super()
    this.#decoder = decoderOf(charset)
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    done(null, this.#decoder.decode(chunk, { stream: true }))
  }

  override _flush(done: TransformCallback): void {
    done(null, this.#decoder.decode())
  }
}

const decoderOf = (charset: string): TextDecoder => {
  const name = charset.trim().toLowerCase()
  const label = otherNames[name] ?? name.replace(/^win(?:dows)?[-_]?(125\d)$/, 'windows-$1')
  try {
    return new TextDecoder(label)
  } catch (cause) {
    // Its way to say that it knows no such label.
    if (cause instanceof RangeError) return new TextDecoder()
    throw cause
  }
}
