import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'

const folder = 'data/demo'

/** The server on a workspace filled with an invented maker's work. */
export const demo: Command = {
  name: 'demo',
  summary: 'Run the server on a workspace filled with an invented maker’s work',
  usage: '',
  operands: [0, 0],
  details: [
    `Fills DATA_DIR (here by default ${folder}) at its first start, prints who can sign in, and runs until it is stopped. A folder that holds another workspace is refused.`,
  ],
  run: async (context) => {
    const { io } = context
    const { readSettings, startServer } = await import('../../server/index.ts')
    const { demoClock, demoEnvironment, describeDemo, fillDemo } = await import(
      '../../server/index/demo.ts'
    )
    const environment = {
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      ...demoEnvironment,
      ...io.env,
    }
    const settings = readSettings(environment)
    if (isRefusal(settings)) return settings
    const server = await startServer(settings, { environment, clock: demoClock() })
    if (isRefusal(server)) return server
    try {
      const ended = io.ended()
      context.say(
        `The demo is in ${settings.dataDir}. Its first start fills it, which takes a moment …`,
      )
      const filled = await fillDemo(server)
      if (isRefusal(filled)) return filled
      const url = await server.listen()
      const { people, password, reporterLink } = filled
      context.say(['', ...describeDemo(filled, io.now())].join('\n'))
      context.say(`\nVulnerary listens on ${url}`)
      context.answer({ url, dataDir: settings.dataDir, people, password, reporterLink }, [])
      await ended
    } finally {
      await server.stop()
    }
    return exit.done
  },
}
