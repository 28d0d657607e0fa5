/**
 * Whether a path fits a pattern like `careline/**\/*.{pdf,docx}`: `*` and `?` stay within a folder,
 * `**` crosses folders, `{a,b}` is one of them; upper and lower case are the same. A pattern without a
 * slash fits a file name in any folder. Takes at most pattern times path steps, whatever a path holds.
 */
export const fitsGlob = (pattern: string, path: string): boolean => {
  const wanted = pattern.includes('/') ? pattern : `**/${pattern}`
  return alternatives(wanted.toLowerCase()).some((one) => fits(one, path.toLowerCase()))
}

/** `a{b,c}` as `ab` and `ac`; braces within braces are plain characters, as is what is too much. */
const alternatives = (pattern: string): readonly string[] => {
  let found: readonly string[] = ['']
  for (let rest = pattern; ; ) {
    const braces = /\{([^{}]*)\}/.exec(rest)
    if (braces === null || found.length > most) return found.map((start) => start + rest)
    const before = rest.slice(0, braces.index)
    const each = (braces[1] ?? '').split(',')
    found = found.flatMap((start) => each.map((one) => start + before + one))
    rest = rest.slice(braces.index + braces[0].length)
  }
}

const most = 200

type Step =
  | { readonly is: 'one' | 'any' | 'within' }
  | { readonly is: 'text'; readonly text: string }

const stepsOf = (pattern: string): readonly Step[] => {
  const steps: Step[] = []
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? ''
    if (character === '*' && pattern[at + 1] === '*') {
      steps.push({ is: 'any' })
      at++
      // `**/x` fits x at the top, too.
      if (pattern[at + 1] === '/') at++
    } else if (character === '*') steps.push({ is: 'within' })
    else if (character === '?') steps.push({ is: 'one' })
    else steps.push({ is: 'text', text: character })
  }
  return steps
}

/** Which positions of the path each step of the pattern can have reached. */
const fits = (pattern: string, path: string): boolean => {
  let reached = new Set([0])
  for (const step of stepsOf(pattern)) {
    const next = new Set<number>()
    for (const at of reached) {
      if (step.is === 'text' && path[at] === step.text) next.add(at + 1)
      if (step.is === 'one' && at < path.length && path[at] !== '/') next.add(at + 1)
    }
    if (step.is === 'any' || step.is === 'within') {
      const crosses = step.is === 'any'
      // In order, so that each position is gone through once.
      for (let at = 0, open = false; at <= path.length; at++) {
        open ||= reached.has(at)
        if (open) next.add(at)
        if (!crosses && path[at] === '/') open = false
      }
    }
    if (next.size === 0) return false
    reached = next
  }
  return reached.has(path.length)
}
