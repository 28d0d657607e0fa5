import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import { plain } from '../terminal-text.ts'

/** Everything of a server in one sealed file, beside the running server. */
export const backup: Command = {
  name: 'backup',
  summary: 'Write everything into one file, while the server runs',
  usage: 'FILE [--with-key]',
  operands: [1, 1],
  options: [
    {
      name: 'with-key',
      help: 'Put the master key into the file: it then restores by itself, and whoever has it can read everything.',
    },
  ],
  details: [
    'The file holds the database (either kind: it restores into the other), the keys of persons, the files and all that is published; the settings in vulnerary.yaml are not in it. An existing FILE is never replaced.',
    'Without --with-key keep the master key apart (VULNERARY_KEY, or keys/master.key in the data folder): without it nobody can restore the file.',
  ],
  run: async (context, words) => {
    const { io } = context
    const [file = ''] = words.operands
    const { backup: write, readSettings } = await import('../../server/index/archive.ts')
    const settings = readSettings(io.env)
    if (isRefusal(settings)) return settings
    const written = await write(settings, file, {
      environment: io.env,
      clock: io.now,
      withKey: words.has('with-key'),
      onProgress: ({ rows, files }) =>
        context.progress(`Backing up: ${rows} rows, ${files} files …`),
    })
    if (isRefusal(written)) return written
    const { rows, files, bytes, withKey } = written
    context.say(
      withKey
        ? 'The master key is in this file: whoever has it can read everything. Keep it as you keep the key.'
        : 'The master key is NOT in this file. Keep it apart (VULNERARY_KEY or keys/master.key): without it nobody can restore this.',
    )
    context.answer({ file, ...written }, [
      `${plain(file)}: ${rows} rows and ${files} files in ${bytes} bytes`,
    ])
    return exit.done
  },
}
