import { readSettings, startServer } from '../../server/index.ts'

/** Starts the server and keeps it until a signal; refuses with what to correct. */
export const serve = async (): Promise<number> => {
  const settings = readSettings(process.env)
  if ('refused' in settings) return refused(settings.message)
  const server = await startServer(settings)
  if ('refused' in server) return refused(server.message)
  const url = await server.listen()
  if (server.welcome !== undefined)
    process.stderr.write(`\nCreate the first administrator (this link works once, for a day):\n  ${server.welcome}\n`)
  process.stderr.write(`\nVulnerary listens on ${url}\n`)
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
  await server.stop()
  return 0
}

const refused = (message: string): number => {
  process.stderr.write(`${message}\n`)
  return 2
}
