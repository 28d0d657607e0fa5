import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import { plain } from '../terminal-text.ts'

/** The list that a restore needs to erase again whom an older backup still knows. */
export const erasuresExport: Command = {
  name: 'erasures export',
  summary: 'Write the list of all erasures, for a later restore',
  usage: 'FILE',
  operands: [1, 1],
  details: [
    'Run it after each erasure and keep FILE apart from the server, beside the backups: "vulnerary restore BACKUP --erasures FILE" then destroys again what was erased after the backup was made. FILE is sealed, replaces an older one, and holds no personal data.',
  ],
  run: async (context, words) => {
    const { io } = context
    const [file = ''] = words.operands
    const { erasureList, readSettings } = await import('../../server/index/archive.ts')
    const settings = readSettings(io.env)
    if (isRefusal(settings)) return settings
    const written = await erasureList(settings, file, { environment: io.env, clock: io.now })
    if (isRefusal(written)) return written
    context.answer({ file, ...written }, [
      `${plain(file)}: ${written.persons} persons and ${written.files} files`,
    ])
    return exit.done
  },
}
