import { serve } from './commands/serve.ts'

/** Runs one command; answers the exit code: 0 done, 1 answered no, 2 refused with the reason. */
export const main = async (words: readonly string[]): Promise<number> => {
  const [command] = words
  if (command === 'serve' || command === undefined) return serve()
  process.stderr.write(`There is no command "${command}". See vulnerary --help.\n`)
  return 2
}
