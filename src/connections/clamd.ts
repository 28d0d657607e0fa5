import { connect, type Socket } from 'node:net'

/** Where a ClamAV daemon listens. */
export type ClamdAddress =
  | { readonly host: string; readonly port: number }
  | { readonly socket: string }

/** What a scan found. Only `clean` says that all of it was seen and nothing was known to be bad. */
export type ScanResult =
  | { readonly outcome: 'clean' }
  | { readonly outcome: 'infected'; readonly name: string }
  | { readonly outcome: 'could-not-scan'; readonly reason: string }

export interface Scanner {
  /** Sends all bytes and waits for the verdict; never throws for what clamd says or fails to say. */
  scan(bytes: AsyncIterable<Uint8Array>): Promise<ScanResult>
  /** As clamd tells it: "ClamAV 1.4.3/27822/…"; empty where it does not answer. */
  version(): Promise<string>
}

/** Milliseconds without a byte from either side, until clamd counts as gone. */
const clamdPatience = 60_000
const chunkBytes = 65_536
/** Of an answer: a name of a signature is short. */
const longestAnswer = 4_096

/**
 * Speaks to clamd by its INSTREAM command (clamd(8)): chunks with their length before them, four
 * bytes in network order, and a chunk of no bytes at the end. One connection for each scan.
 */
export const createClamd = (address: ClamdAddress, patience: number = clamdPatience): Scanner => ({
  scan: async (bytes) => {
    const said = await ask(address, patience, 'INSTREAM', framed(bytes))
    return 'failed' in said ? couldNot(said.failed) : verdictOf(said.answer)
  },
  version: async () => {
    const said = await ask(address, patience, 'VERSION', nothing())
    return 'failed' in said ? '' : said.answer.slice(0, 200)
  },
})

const couldNot = (reason: string): ScanResult => ({ outcome: 'could-not-scan', reason })

const verdictOf = (answer: string): ScanResult => {
  if (answer === 'stream: OK') return { outcome: 'clean' }
  const name = /^stream: (.{1,200}) FOUND$/.exec(answer)?.[1]
  return name === undefined
    ? couldNot(answer === '' ? 'The scanner gave no answer.' : answer.slice(0, 200))
    : { outcome: 'infected', name }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function* framed(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes)
    for (let at = 0; at < piece.length; at += chunkBytes) {
      const chunk = piece.subarray(at, at + chunkBytes)
      yield Buffer.concat([lengthOf(chunk.length), chunk])
    }
  yield lengthOf(0)
}

const lengthOf = (bytes: number): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

type Said = { readonly answer: string } | { readonly failed: string }

/** One command, its bytes, one answer. A source that throws is the caller's own fault and throws. */
const ask = async (
  address: ClamdAddress,
  patience: number,
  command: string,
  bytes: AsyncGenerator<Uint8Array>,
): Promise<Said> => {
  const socket = 'socket' in address ? connect(address.socket) : connect(address.port, address.host)
  const done = answerOf(socket, patience)
  try {
    socket.write(`z${command}\0`)
    for await (const chunk of bytes) {
      if (socket.destroyed || socket.writableEnded) break
      if (!socket.write(chunk)) await Promise.race([drained(socket), done])
    }
    return await done
  } finally {
    await bytes.return(undefined)
    socket.destroy()
  }
}

const drained = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.once('drain', resolve))

const answerOf = (socket: Socket, patience: number): Promise<Said> =>
  new Promise((resolve) => {
    let answer = ''
    const failed = (reason: string) => resolve({ failed: reason })
    socket.setEncoding('utf8')
    socket.setTimeout(patience, () => {
      failed(`The scanner said nothing for ${patience / 1_000} s.`)
      socket.destroy()
    })
    socket.on('error', (cause) => failed(whyFailed('code' in cause ? String(cause.code) : 'error')))
    socket.on('data', (text: string) => {
      answer += text
      if (answer.length > longestAnswer) {
        failed('The scanner gave an answer that is none.')
        socket.destroy()
      } else if (answer.includes('\0')) resolve({ answer: answer.slice(0, answer.indexOf('\0')) })
    })
    socket.on('close', () => resolve({ answer: answer.trim() }))
  })

/** The name of an error tells where it failed; its text may hold paths of the machine. */
const whyFailed = (code: string): string =>
  code === 'EPIPE' || code === 'ECONNRESET'
    ? 'The scanner broke off: the file may be larger than it takes (StreamMaxLength).'
    : `The scanner cannot be reached (${code}).`
