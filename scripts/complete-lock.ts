// Run after every `npm install`, where the registry lacks native packages of other platforms: npm
// then leaves them out of the lock file, and `npm ci` refuses the lock file for just that. This
// puts them back, by name, version and platform. See docs/decisions/0016.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Entry {
  readonly version?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly libc?: readonly string[]
}

interface Lock {
  readonly packages: Record<string, Entry>
}

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const processors = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64']

const path = join(import.meta.dirname, '..', 'package-lock.json')
// npm wrote it a moment ago; a lock file of another shape stops at the first line that reads it.
const lock = JSON.parse(readFileSync(path, 'utf8')) as Lock

/** What the name of a native package says: `binding-linux-arm64-musl`. Undefined: it says nothing. */
const platform = (name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> | undefined => {
  const words = name.split(/[-/]/)
  const os = systems.find((system) => words.includes(system))
  const cpu = processors.find((processor) => words.includes(processor))
  if (os === undefined || cpu === undefined) return undefined
  const libc = words.at(-1)?.startsWith('musl') ? 'musl' : 'glibc'
  return { os: [os], cpu: [cpu], ...(os === 'linux' ? { libc: [libc] } : {}) }
}

/** Where Node would find the package from there: beside it, or in any folder above. */
const isLocked = (from: string, name: string): boolean => {
  const folders = from.split('/node_modules/')
  const above = folders.map((_, depth) => folders.slice(0, depth + 1).join('/node_modules/'))
  return ['', ...above].some((folder) =>
    Object.hasOwn(lock.packages, join(folder, 'node_modules', name)),
  )
}

const added: string[] = []
for (const [from, entry] of Object.entries(lock.packages))
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const needs = platform(name)
    if (needs === undefined || !/^\d/.test(version) || isLocked(from, name)) continue
    const dev = entry.dev === true ? { dev: true } : {}
    lock.packages[`node_modules/${name}`] = { version, ...dev, optional: true, ...needs }
    added.push(`${name}@${version}`)
  }

if (added.length > 0) {
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  writeFileSync(
    path,
    `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`,
  )
}
process.stderr.write(`${added.length} packages added to the lock file\n`)
