import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import type { Import, Scan } from './scanner.ts'
import {
  type Area,
  impurePackages,
  impureWords,
  mayImport,
  portableRooms,
  pureAreas,
  pureRooms,
  slices,
} from './table.ts'

/** A file's path from `src/`, with what the scanner read in it. */
export interface Source {
  readonly path: string
  readonly scan: Scan
}

const isArea = (name: string): name is Area => Object.hasOwn(mayImport, name)

const areaOf = (path: string): Area | undefined => {
  const name = path.split('/')[0] ?? ''
  return isArea(name) ? name : undefined
}

/** The room of a file within its area: `verify/note.ts` → `verify`, `events.ts` → `events`. */
const roomOf = (path: string): string => (path.split('/')[1] ?? '').replace(/\.tsx?$/, '')

const isVerify = (path: string): boolean => path.split('/').slice(1, -1).includes('verify')

const isPureRoom = (path: string, rooms: readonly string[]): boolean => {
  const area = areaOf(path)
  if (area === undefined) return false
  if (pureAreas.includes(area) || isVerify(path)) return true
  return slices.some((slice) => slice === area) && rooms.includes(roomOf(path))
}

const isPure = (path: string): boolean => isPureRoom(path, pureRooms)

const isRelative = (specifier: string): boolean => /^\.{1,2}\//.test(specifier)

const targetOf = (path: string, specifier: string): string =>
  posix.join(posix.dirname(path), specifier)

const packageOf = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')

const isNode = (specifier: string): boolean =>
  specifier.startsWith('node:') || builtinModules.includes(specifier)

/** Every import that breaks the dependency table, as `file:line what`. */
export const tableBreaches = ({ path, scan }: Source): readonly string[] => {
  const from = areaOf(path)
  if (from === undefined) return [`${path} stands in no area of the dependency table`]
  return scan.imports.flatMap((entry) => {
    if (!isRelative(entry.specifier)) return []
    const target = targetOf(path, entry.specifier)
    const to = areaOf(target)
    if (to === from) return []
    const allowed = to !== undefined && opens(from, to, target)
    return allowed ? [] : [breach(path, entry, `${from} may not import ${target}`)]
  })
}

const opens = (from: Area, to: Area, target: string): boolean => {
  const doors = mayImport[from][to]
  if (doors === undefined) return false
  if (doors === 'any') return true
  return doors.some((door) => {
    if (door === 'verify') return isVerify(target)
    // The server has records of its own (people, distributions), in folders with the same rooms.
    if (door === 'contract' && to === 'server') return /\/contract\.ts$/.test(target)
    return door === roomOf(target)
  })
}

/** `contract` loads in browsers: it may import kernel, Zod and its own parts. */
export const contractBreaches = ({ path, scan }: Source): readonly string[] => {
  if (roomOf(path) !== 'contract') return []
  return scan.imports.flatMap((entry) => {
    const target = isRelative(entry.specifier) ? targetOf(path, entry.specifier) : undefined
    const allowed =
      target === undefined
        ? packageOf(entry.specifier) === 'zod'
        : areaOf(target) === 'kernel' ||
          (areaOf(target) === areaOf(path) && roomOf(target) === 'contract')
    return allowed ? [] : [breach(path, entry, 'a contract imports only kernel and zod')]
  })
}

/** What a pure file takes for itself that it must be handed. */
export const purityBreaches = ({ path, scan }: Source): readonly string[] => {
  if (!isPure(path)) return []
  const words = impureWords.flatMap(([name, word]) => {
    const found = word.exec(scan.code)
    if (found === null) return []
    return [`${path}:${scan.code.slice(0, found.index).split('\n').length} pure code uses ${name}`]
  })
  const imports = scan.imports.flatMap((entry) => {
    const why = impurity(path, entry)
    return why === undefined ? [] : [breach(path, entry, why)]
  })
  return [...words, ...imports]
}

const impurity = (path: string, { specifier, typeOnly }: Import): string | undefined => {
  if (isNode(specifier)) return `pure code imports ${specifier}`
  if (typeOnly) return undefined
  if (!isRelative(specifier))
    return impurePackages.includes(packageOf(specifier))
      ? `pure code imports ${specifier}`
      : undefined
  const target = targetOf(path, specifier)
  // Decisions may use the ledger's door, which the table opens to them and which is not pure.
  if (!isPureRoom(path, portableRooms) && areaOf(target) !== areaOf(path)) return undefined
  if (!/\.tsx?$/.test(target) || isPure(target)) return undefined
  return `pure code imports ${target}, which is not pure`
}

export const computedBreaches = ({ path, scan }: Source): readonly string[] =>
  scan.computed.map((line) => `${path}:${line} imports a computed path, which nobody can check`)

const breach = (path: string, { line }: Import, what: string): string => `${path}:${line} ${what}`
