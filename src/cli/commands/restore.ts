import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'

/** All of a backup into an empty data folder, or nothing of it. */
export const restore: Command = {
  name: 'restore',
  summary: 'Restore a backup into an empty data folder',
  usage: 'FILE [--erasures LIST]',
  operands: [1, 1],
  options: [
    {
      name: 'erasures',
      value: 'LIST',
      help: 'The newest list that "vulnerary erasures" wrote: who and what was erased after the backup is erased again.',
    },
  ],
  details: [
    'DATA_DIR names the folder, which must be empty, and DATABASE_URL an empty PostgreSQL database where the embedded one is not wanted. The master key comes from VULNERARY_KEY, from keys/master.key put into the folder beforehand (chmod 600), or from the backup where it was made --with-key.',
    'The whole file is checked first, persons who were erased stay erased, and the ledger is recomputed before the data takes its place. Answers 0 when all of it is restored, 2 with the reason when nothing is.',
  ],
  run: async (context, words) => {
    const { io } = context
    const [file = ''] = words.operands
    const { restore: read, readSettings } = await import('../../server/index/archive.ts')
    const settings = readSettings(io.env)
    if (isRefusal(settings)) return settings
    const restored = await read(settings, file, {
      environment: io.env,
      list: words.value('erasures'),
      onProgress: ({ step, rows, files }) =>
        context.progress(
          step === 'reading'
            ? 'Checking the backup …'
            : step === 'checking'
              ? 'Recomputing the ledger …'
              : `Restoring: ${rows} rows, ${files} files …`,
        ),
    })
    if (isRefusal(restored)) return restored
    const { made, rows, files, ledger } = restored
    context.answer({ dataDir: settings.dataDir, ...restored }, [
      `${settings.dataDir}: restored as of ${made}: ${rows} rows and ${files} files`,
      `good: ${ledger.events} events of ${ledger.streams} records, ${ledger.checkpoints} checkpoints`,
    ])
    context.say('Everybody signs in again. Start it with: vulnerary serve')
    return exit.done
  },
}
