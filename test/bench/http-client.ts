import { connect, type Socket } from 'node:net'

/**
 * One kept-alive connection that sends one request after the other: next to no work for the
 * processor, which the server under measurement shares with it. A server closes what is idle for
 * long: then the next request opens it anew.
 */
export interface Connection {
  send(request: Buffer): Promise<Answer>
  close(): void
}

interface Answer {
  readonly status: number
  readonly body: Buffer
}

export const openConnection = async (url: string): Promise<Connection> => {
  let socket = await openSocket(url)
  let sendBy = sender(socket)
  return {
    send: async (request) => {
      if (socket.readyState !== 'open') {
        socket.destroy()
        socket = await openSocket(url)
        sendBy = sender(socket)
      }
      return sendBy(request)
    },
    close: () => socket.destroy(),
  }
}

const openSocket = async (url: string): Promise<Socket> => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.setNoDelay(true)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  return socket
}

const sender = (socket: Socket): Connection['send'] => {
  let received: Buffer = Buffer.alloc(0)
  let waiting: { resolve: (answer: Answer) => void; reject: (cause: unknown) => void } | undefined
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const answer = readAnswer(received)
    if (answer === undefined) return
    received = Buffer.alloc(0)
    waiting?.resolve(answer)
  })
  const fail = (cause?: unknown) => waiting?.reject(cause ?? new Error('The connection ended.'))
  socket.on('error', fail)
  socket.on('close', () => fail())
  return (request) =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject }
      socket.write(request)
    })
}

/** The whole answer, once it is there. Our server always sends its length. */
const readAnswer = (bytes: Buffer): Answer | undefined => {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = bytes.toString('latin1', 0, end)
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN)
  if (Number.isNaN(length)) throw new Error(`An answer without length: ${head}`)
  if (bytes.length < end + 4 + length) return undefined
  return { status: Number(head.slice(9, 12)), body: bytes.subarray(end + 4) }
}

export const requestOf = (
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Buffer => {
  const given = Object.entries({ host: 'bench', ...headers })
  const lines = given.map(([name, text]) => `${name}: ${text}`)
  if (body !== '') lines.push(`content-length: ${Buffer.byteLength(body)}`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}
