/** Marks of source code in the languages that documents for integrators show. */
const marks: readonly RegExp[] = [
  /=>/,
  /\bfunction\b/,
  /\b(?:const|let|var) [\w{[]/,
  /\bimport [\w{*]|\brequire\(/,
  /#include|\bvoid\b|\bint main\b/,
  /\bdef \w|\bself\./,
  /\b(?:public|private|class) \w/,
  /\breturn\b/,
  /\bnew [A-Z]\w/,
]
const read = 4_000

/**
 * Whether a passage of code is a program. Commands and settings tell an operator what to do; a
 * program that handles a password tells nobody how to choose one.
 */
export const isProgram = (code: string): boolean => {
  const start = code.slice(0, read)
  let found = 0
  for (const mark of marks) if (mark.test(start) && ++found > 1) return true
  return false
}
