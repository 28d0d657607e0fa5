import { connect } from 'node:net'

/** Speaks SMTP line by line, for what no mail program would send. */
export const openSmtp = async (port: number) => {
  const socket = connect(port, '127.0.0.1')
  let said = ''
  let closed = false
  const waiting: (() => void)[] = []
  const wake = () => {
    for (const one of waiting.splice(0)) one()
  }
  socket.on('data', (bytes) => {
    said += bytes.toString('latin1')
    wake()
  })
  socket.on('error', wake)
  socket.on('close', () => {
    closed = true
    wake()
  })
  /** The next answer: its last line has a space behind the code. */
  const answer = async (): Promise<string> => {
    for (;;) {
      const whole = /^(?:\d{3}-[^\n]*\n)*\d{3} [^\n]*\n/.exec(said)
      if (whole !== null) {
        said = said.slice(whole[0].length)
        return whole[0].trim()
      }
      if (closed) return 'closed'
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
  }
  return {
    socket,
    answer,
    says: (line: string) => {
      socket.write(`${line}\r\n`)
      return answer()
    },
  }
}
