import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const repository = join(import.meta.dirname, '..', '..')

let house: string
beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'vulnerary-launcher-'))
  cpSync(join(repository, 'bin'), join(house, 'bin'), { recursive: true })
  // Preloaded, it makes this Node say that it is an old one; a re-executed one has no preload.
  writeFileSync(
    join(house, 'old.cjs'),
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0' } })`,
  )
})
afterEach(() => rmSync(house, { recursive: true, force: true }))

const build = (main: string) => {
  mkdirSync(join(house, 'dist/server/cli'), { recursive: true })
  writeFileSync(join(house, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(house, 'dist/server/cli/main.js'), main)
}

const pinNode = () => {
  mkdirSync(join(house, 'node_modules/node/bin'), { recursive: true })
  symlinkSync(process.execPath, join(house, 'node_modules/node/bin/node'))
}

const launch = (node: 'old' | 'new', ...words: readonly string[]) => {
  const preload = node === 'old' ? ['--require', join(house, 'old.cjs')] : []
  return spawnSync(process.execPath, [...preload, join(house, 'bin/vulnerary'), ...words], {
    encoding: 'utf8',
  })
}

const echo = `export const main = async (words) => {
  console.log(JSON.stringify({ words, version: process.versions.node, execPath: process.execPath }))
  return 1
}`

describe('bin/vulnerary', () => {
  test('hands the words to the program and its answer to the shell', () => {
    build(echo)
    const { status, stdout } = launch('new', 'verify', 'a b')
    expect({ status, words: JSON.parse(stdout).words }).toEqual({
      status: 1,
      words: ['verify', 'a b'],
    })
  })

  test('runs on the pinned Node when the machine’s is too old', () => {
    build(echo)
    pinNode()
    const { status, stdout } = launch('old', 'verify', 'a b')
    expect({ status, said: JSON.parse(stdout) }).toMatchObject({
      status: 1,
      said: { words: ['verify', 'a b'], version: process.versions.node },
    })
  })

  test('says what to do when Node is too old and none is pinned', () => {
    build(echo)
    const { status, stdout, stderr } = launch('old')
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/needs Node 22\.14 or newer; this is 20\.19\.0[\s\S]*npm ci/)
  })

  test('says that it is not built, and how to build it', () => {
    const { status, stderr } = launch('new')
    expect(status).toBe(2)
    expect(stderr).toContain('npm run build')
  })

  test('answers 2 with the reason when the program breaks', () => {
    build(`export const main = async () => { throw new Error('out of order') }`)
    const { status, stderr } = launch('new')
    expect(status).toBe(2)
    expect(stderr).toContain('out of order')
  })
})
