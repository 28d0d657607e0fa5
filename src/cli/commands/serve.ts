import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'

/** Starts the server and keeps it until a signal; refuses with what to correct. */
export const serve: Command = {
  name: 'serve',
  summary: 'Run the server on the data folder until it is stopped',
  usage: '',
  operands: [0, 0],
  details: [
    'Settings come from the environment (PORT, HOST, DATA_DIR, DATABASE_URL, PUBLIC_URL …) and from vulnerary.yaml in the data folder. The first start prints a link to create the first administrator. The log goes to standard error.',
  ],
  run: async (context) => {
    const { io } = context
    const { readSettings, startServer } = await import('../../server/index.ts')
    const settings = readSettings(io.env)
    if (isRefusal(settings)) return settings
    const server = await startServer(settings, { environment: io.env })
    if (isRefusal(server)) return server
    try {
      const ended = io.ended()
      const url = await server.listen()
      const { welcome } = server
      if (welcome !== undefined)
        context.say(
          `\nCreate the first administrator (this link works once, for a day):\n  ${welcome}`,
        )
      context.say(`\nVulnerary listens on ${url}`)
      context.answer({ url, welcome: welcome ?? null, dataDir: settings.dataDir }, [])
      await ended
    } finally {
      await server.stop()
    }
    return exit.done
  },
}
