/** Where programs that tests start keep compiled code for each other; unset outside a test run. */
export const compiledVariable = 'VULNERARY_TESTS_COMPILED'

/**
 * What a program of ours has of the settings of this process: where others are, where to write for a
 * while, and what one before it compiled (Node's compile cache), which is a third of the time of a short command.
 */
export const programEnvironment = (): Readonly<Record<string, string>> => {
  const { PATH = '', TMPDIR, [compiledVariable]: compiled } = process.env
  return {
    PATH,
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }),
  }
}
