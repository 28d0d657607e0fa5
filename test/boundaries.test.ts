import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  computedBreaches,
  contractBreaches,
  purityBreaches,
  type Source,
  tableBreaches,
} from './boundaries/rules.ts'
import { scan } from './boundaries/scanner.ts'
import { fileLines, mayImport } from './boundaries/table.ts'

const root = join(import.meta.dirname, '..')

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

// Tests stand beside what they test and may look anywhere.
const sources: readonly Source[] = filesUnder('src')
  .filter((path) => !/\.test\.tsx?$/.test(path))
  .map((path) => ({ path: path.slice('src/'.length), scan: scan(read(path)) }))

describe('the dependency table', () => {
  test('is kept by every import', () => {
    expect(sources.flatMap(tableBreaches)).toEqual([])
  })

  test('lets contracts import kernel and zod only', () => {
    expect(sources.flatMap(contractBreaches)).toEqual([])
  })

  test('keeps clock, randomness, network and Node out of pure files', () => {
    expect(sources.flatMap(purityBreaches)).toEqual([])
  })

  test('can be checked: no import is computed', () => {
    expect(sources.flatMap(computedBreaches)).toEqual([])
  })

  test('names every folder of src, and each has a README', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
    expect(folders.sort()).toEqual(Object.keys(mayImport).sort())
    expect(folders.filter((name) => !existsSync(join(root, 'src', name, 'README.md')))).toEqual([])
  })
})

describe('the size of files', () => {
  test.each(Object.entries(fileLines))('in %s stays within %i lines', (folder, most) => {
    const long = filesUnder(folder)
      .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
      .filter(({ lines }) => lines > most)
    expect(long).toEqual([])
  })
})

const breaches = (path: string, text: string): readonly string[] => {
  const source = { path, scan: scan(text) }
  return [tableBreaches, contractBreaches, purityBreaches, computedBreaches].flatMap((rule) =>
    rule(source),
  )
}

describe('the rules', () => {
  test.each([
    ['cases/decide.ts', `import { x } from '../intake/index.ts'`],
    ['cases/views.ts', `import type { X } from '../intake/contract.ts'`],
    ['cases/views.ts', `export * from '../ledger/append.ts'`],
    ['cases/views.ts', `const x = await import('../server/index.ts')`],
    ['cases/views.ts', `type X = import('../review/state.ts').X`],
    ['kernel/ids.ts', `import '../formats/purl.ts'`],
    ['server/main.ts', `import { x } from '../cases/decide.ts'`],
    ['server/main.ts', `import { x } from '../documents/extract/index.ts'`],
    ['server/main.ts', `new Worker(new URL('../documents/extract/worker.ts', import.meta.url))`],
    ['server/main.ts', `import { x } from '../workbench/app.tsx'`],
    ['connections/mail.ts', `import { x } from '../intake/index.ts'`],
    ['portal/page.tsx', `import { x } from '../intake/index.ts'`],
    ['workbench/app.tsx', `import { x } from '../cases/index.ts'`],
    ['cli/main.ts', `import { x } from '../server/http/app.ts'`],
    ['elsewhere/x.ts', ''],
  ])('refuse %s: %s', (path, text) => {
    expect(breaches(path, text)).not.toEqual([])
  })

  test.each([
    ['cases/contract.ts', `import { y } from './state.ts'`],
    ['cases/contract.ts', `import { y } from '../formats/purl.ts'`],
    ['cases/contract.ts', `import { y } from 'yaml'`],
    ['cases/decide.ts', `import { createHash } from 'node:crypto'`],
    ['cases/decide.ts', `import { createHash } from 'crypto'`],
    ['cases/verify/x.ts', `import { x } from '../../ledger/index.ts'`],
    ['cases/decide.ts', `import { x } from './views.ts'`],
    ['cases/decide/close.ts', 'const now = Date.now()'],
    ['cases/state.ts', 'const now = new Date()'],
    ['cases/events.ts', 'const x = Math.random()'],
    ['ledger/verify/proof.ts', 'await fetch(url)'],
    ['formats/purl.ts', `import pg from 'pg'`],
    ['updates/verify/chain.ts', 'const id = crypto.randomUUID()'],
    ['kernel/x.ts', 'const x = `${Date.now()}`'],
    ['cases/views.ts', 'await import(name)'],
  ])('refuse in %s: %s', (path, text) => {
    expect(breaches(path, text)).not.toEqual([])
  })

  test.each([
    ['cases/views.ts', `import { x } from '../ledger/index.ts'\nconst now = new Date()`],
    ['cases/contract.ts', `import { z } from 'zod'\nimport { limits } from '../kernel/limits.ts'`],
    ['cases/decide.ts', `import { x } from '../ledger/index.ts'\nconst at = new Date(now)`],
    [
      'server/main.ts',
      `import { x } from '../cases/index.ts'\nimport type { P } from '../cases/ports.ts'`,
    ],
    ['connections/mail.ts', `import type { Mail } from '../intake/ports.ts'`],
    ['workbench/app.tsx', `import { x } from '../ledger/verify/proof.ts'\nDate.now()`],
    ['cli/main.ts', `import { x } from '../server/index.ts'`],
    ['cases/decide.ts', 'context.fetch(); ports.crypto.hash(); x.process.y'],
  ])('allow %s: %s', (path, text) => {
    expect(breaches(path, text)).toEqual([])
  })
})

describe('the scanner', () => {
  const specifiers = (text: string) => scan(text).imports.map((entry) => entry.specifier)

  test('reads every form of import, over lines', () => {
    expect(
      specifiers(
        `import a from 'a'\nimport {\n  b,\n  type B,\n} from "b"\nimport * as c from 'c'\nimport 'd'
         export { e } from 'e'\nexport * as f from 'f'\nawait import('g')\nawait import(\`h\`)
         import i, { j } from 'i'\nimport k from './k.json' with { type: 'json' }\nrequire('l')`,
      ).sort(),
    ).toEqual(['./k.json', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'l'])
  })

  test('sees which imports are of types only', () => {
    const text = `import type { A } from 'a'\nimport { type B, type C } from 'b'\nimport { type D, e } from 'c'
      export type { F } from 'd'\nimport type, { g } from 'e'`
    expect(scan(text).imports.map((entry) => entry.typeOnly)).toEqual([
      true,
      true,
      false,
      true,
      false,
    ])
  })

  test('is not misled by comments, strings, templates, patterns and JSX text', () => {
    const text = [
      `// import a from 'a'`,
      `/* import b from 'b' */`,
      `const c = "import c from 'c'"`,
      'const d = `import d from "d" ${inner(`import e from "e"`)} import f from "f"`',
      `const g = /["'\`]\\/\\//.test(x) ? 1 : 2 // it's`,
      `const h = <p>don't import {x} from here</p>`,
      `import real from 'real'`,
    ].join('\n')
    expect(specifiers(text)).toEqual(['real'])
    expect(scan(text).imports[0]?.line).toBe(7)
  })

  test('keeps code inside templates and blanks the text around it', () => {
    expect(scan('const x = `Date.now ${ y({ z: 1 }) } fetch(`').code).toBe(
      'const x = `         ${ y({ z: 1 }) }       `',
    )
  })

  test('takes division for division', () => {
    expect(specifiers(`const a = b / c; import x from 'x'; const d = (e) / f`)).toEqual(['x'])
  })
})
