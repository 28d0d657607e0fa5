import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import { openFolder } from '../reach/open-folder.ts'

/** A new way in for an administrator who lost theirs: whoever holds the data folder may. */
export const recover: Command = {
  name: 'recover',
  summary: 'Let an administrator in anew who lost their phone or password',
  usage: 'LOGIN',
  operands: [1, 1],
  details: [
    'Works on the data folder itself (DATA_DIR), with the server stopped. Everybody else asks an administrator: People, the person, "Let the person in anew".',
    'The old password, authenticator, sessions and tokens stop working at once, and the ledger keeps that it was done on the machine. Prints a link that works once, for a day: start the server and open it. Run it again for a new link. Answers 2 with the reason where LOGIN is no administrator.',
  ],
  run: async (context, words) => {
    const [login = ''] = words.operands
    const server = await openFolder(context)
    if (isRefusal(server)) return server
    try {
      const link = await server.parts.access.recoverOnMachine(login)
      if (isRefusal(link)) return link
      const url = server.welcomeUrl(link.token)
      context.answer({ login, url, expiresAt: link.expiresAt }, [url])
      context.say(`The link works once, until ${link.expiresAt}. Start the server and open it.`)
      await server.settle()
    } finally {
      await server.stop()
    }
    return exit.done
  },
}
