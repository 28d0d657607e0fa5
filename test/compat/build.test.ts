import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { swapIn } from '../../scripts/build/files.ts'
import { hashOf, isCurrent, remember } from '../../scripts/build/stamp.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vulnerary-build-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = (...parts: readonly string[]): string => join(folder, ...parts)

describe('the build', () => {
  test('puts the new folder in the place of the old, and leaves nothing beside it', async () => {
    mkdirSync(at('target'))
    writeFileSync(at('target', 'gone.js'), '')
    await swapIn(at('target'), async (fresh) => writeFileSync(join(fresh, 'new.js'), ''))
    expect(readdirSync(folder)).toEqual(['target'])
    expect(readdirSync(at('target'))).toEqual(['new.js'])
  })

  test('keeps the last good folder when making the new one fails', async () => {
    mkdirSync(at('target'))
    writeFileSync(at('target', 'good.js'), '')
    const failing = swapIn(at('target'), async (fresh) => {
      writeFileSync(join(fresh, 'half.js'), '')
      throw new Error('type error')
    })
    await expect(failing).rejects.toThrow('type error')
    expect(readdirSync(folder)).toEqual(['target'])
    expect(readdirSync(at('target'))).toEqual(['good.js'])
  })

  test('is not repeated while the contents of its inputs are the same', () => {
    writeFileSync(at('input'), 'one')
    const part = { name: 'part', target: at('target'), inputs: [at('input')] }
    const hash = hashOf(part.inputs)
    mkdirSync(part.target)
    expect(isCurrent(at('stamps'), part, hash)).toBe(false)
    remember(at('stamps'), part, hash)
    expect(isCurrent(at('stamps'), part, hashOf(part.inputs))).toBe(true)
    writeFileSync(at('input'), 'two')
    expect(isCurrent(at('stamps'), part, hashOf(part.inputs))).toBe(false)
  })

  test('is repeated when what it made is gone', () => {
    const part = { name: 'part', target: at('target'), inputs: [] }
    remember(at('stamps'), part, hashOf([]))
    expect(existsSync(part.target)).toBe(false)
    expect(isCurrent(at('stamps'), part, hashOf([]))).toBe(false)
  })
})
