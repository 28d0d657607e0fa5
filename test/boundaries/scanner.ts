/** One module that a source file names, and where. */
export interface Import {
  readonly specifier: string
  /** Only types: it leaves no trace in the running program. */
  readonly typeOnly: boolean
  readonly line: number
}

export interface Scan {
  readonly imports: readonly Import[]
  /** `import(expression)`: a dependency that cannot be read from the text. */
  readonly computed: readonly number[]
  /** The code with comments and the contents of strings and patterns blanked, lines kept. */
  readonly code: string
}

// Each ends where the opening quote of the specifier stands. Strings are blanked before, so that
// no text inside a string or comment can look like an import.
const forms: readonly RegExp[] = [
  /\b(?:import|export)\b(?<clause>[\s\w$*{},]*?)\bfrom\s*(?=['"])/g,
  /\bimport\s*(?=['"])/g,
  /\b(?<!\.)import\s*\(\s*(?=['"`])/g,
  /\b(?<!\.)require\s*\(\s*(?=['"`])/g,
]
// A worker's or asset's file is a dependency too.
const url = /\bnew\s+URL\s*\(\s*(?=(?<quoted>['"] *['"])\s*,\s*import\.meta\.url)/g
const computedImport = /(?<!\.)\bimport\s*\((?!\s*['"`])/g

/** The imports of a TypeScript or TSX file, read without a compiler. */
export const scan = (source: string): Scan => {
  const { code, strings } = mask(source)
  const lineOf = (index: number) => code.slice(0, index).split('\n').length
  const imports: Import[] = []
  for (const form of [...forms, url])
    for (const match of code.matchAll(form)) {
      const specifier = strings.get(match.index + match[0].length)
      if (specifier === undefined || (form === url && !specifier.startsWith('.'))) continue
      const typeOnly = isTypeOnly(match.groups?.['clause'] ?? '')
      imports.push({ specifier, typeOnly, line: lineOf(match.index) })
    }
  const computed = [...code.matchAll(computedImport)].map((match) => lineOf(match.index))
  return { imports, computed, code }
}

const isTypeOnly = (clause: string): boolean => {
  if (/^\s*type\b(?!\s*,)/.test(clause)) return true
  const names = /^\s*\{([^}]*)\}\s*$/.exec(clause)?.[1]?.split(',') ?? []
  const named = names.map((name) => name.trim()).filter((name) => name !== '')
  return named.length > 0 && named.every((name) => name.startsWith('type '))
}

interface Masked {
  readonly code: string
  /** The index of an opening quote to what the string says. */
  readonly strings: ReadonlyMap<number, string>
}

const mask = (source: string): Masked => {
  const strings = new Map<number, string>()
  const blank = (text: string) => text.replace(/[^\n]/g, ' ')
  // Of every `${` inside a template: how many braces are open in it.
  const templates: number[] = []
  let code = ''
  let index = 0
  const take = (text: string) => {
    code += text
    index += text.length
  }
  const skip = (text: string) => {
    code += blank(text)
    index += text.length
  }
  const templatePart = () => {
    const part = /(?:\\[\s\S]|\$(?!\{)|[^\\`$])*/y
    part.lastIndex = index
    skip(part.exec(source)?.[0] ?? '')
    if (source.startsWith('${', index)) {
      templates.push(0)
      take('${')
    } else take('`')
  }
  while (index < source.length) {
    const rest = comment(source, index)
    const character = source[index] ?? ''
    if (rest !== undefined) skip(rest)
    else if (character === "'" || character === '"') {
      const start = index
      const end = endOfString(source, index)
      strings.set(start, source.slice(start + 1, end))
      take(character)
      skip(source.slice(start + 1, end))
      if (source[end] === character) take(character)
    } else if (character === '`') {
      const plain = /[^\\`$\n]*(?=`)/y
      plain.lastIndex = index + 1
      const text = plain.exec(source)?.[0]
      if (text !== undefined) strings.set(index, text)
      take('`')
      templatePart()
    } else if (character === '{' || character === '}') {
      const open = templates.at(-1)
      take(character)
      if (open === undefined) continue
      if (character === '{') templates[templates.length - 1] = open + 1
      else if (open > 0) templates[templates.length - 1] = open - 1
      else {
        templates.pop()
        templatePart()
      }
    } else if (character === '/' && startsPattern(code)) skip(pattern(source, index))
    else take(character)
  }
  return { code, strings }
}

const comment = (source: string, index: number): string | undefined => {
  if (source.startsWith('//', index)) return source.slice(index, endOr(source, '\n', index))
  if (source.startsWith('/*', index)) return source.slice(index, endOr(source, '*/', index + 2) + 2)
  return undefined
}

const endOr = (source: string, mark: string, from: number): number => {
  const found = source.indexOf(mark, from)
  return found < 0 ? source.length : found
}

/** The closing quote; or the line's end, since an apostrophe in JSX text opens no string. */
const endOfString = (source: string, start: number): number => {
  const quote = source[start]
  for (let index = start + 1; index < source.length; index++) {
    if (source[index] === '\\') index++
    else if (source[index] === quote || source[index] === '\n') return index
  }
  return source.length
}

/** Whether a slash here opens a pattern: what stands before it cannot be divided. */
const startsPattern = (before: string): boolean =>
  /(?:^|[(,=:[!&|?{};+\-*%~^]|=>|\b(?:return|typeof|case|in|of|do|else|yield|await))\s*$/.test(
    before.slice(-200),
  )

const pattern = (source: string, start: number): string => {
  const body = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/[\\\n])+\/[a-z]*/y
  body.lastIndex = start
  return body.exec(source)?.[0] ?? '/'
}
