import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listOf, stateOf } from '../support/work/team.ts'
import {
  type MakerWithChannels,
  openMakerWithChannels,
  polls,
} from '../support/work/with-channels.ts'

// Clause 9.2/complaints: what a user sent to the complaint handling comes with the complaint.
describe('files of complaints', () => {
  let outside: string
  let folder: string
  let world: MakerWithChannels
  beforeAll(async () => {
    outside = await mkdtemp(join(tmpdir(), 'outside-'))
    folder = join(outside, 'drop')
    await mkdir(join(folder, 'scans'), { recursive: true })
    world = await openMakerWithChannels({
      settings: {
        complaints: {
          folder,
          columns: { number: 'No', description: 'What', files: 'Files' },
          everySeconds: 86_400,
          settleSeconds: 0,
        },
      },
    })
  })
  afterAll(async () => {
    await world?.close()
    await rm(outside, { recursive: true, force: true })
  })
  const drops = async (name: string, lines: readonly string[]) => {
    await writeFile(join(folder, name), ['No,What,Files', ...lines, ''].join('\r\n'))
    await polls(world.maker, 'complaints')
    await polls(world.maker, 'complaints')
  }
  const wordsIn = async (where: 'done' | 'failed', name: string): Promise<string> => {
    const found = (await readdir(join(folder, where))).find((one) => one.endsWith(`${name}.txt`))
    return found === undefined ? '' : readFile(join(folder, where, found), 'utf8')
  }
  const reportOf = async (number: string) => {
    const [found] = await listOf(world.triager, `/api/reports?facet=complaint:${number}`)
    return stateOf(world.triager, `/api/reports/${found.id}`)
  }
  const names = ({ files }: { readonly files: readonly { readonly name: string }[] }) =>
    files.map(({ name }) => name)

  test('are those that a line of a dropped CSV file names below the folder, and are held', async () => {
    await writeFile(join(folder, 'scans', 'display ü.png'), 'Names of patients.')
    await writeFile(join(folder, 'log.txt'), 'It restarted.')
    await drops('monday.csv', [
      '4711,Shows names,"scans\\display ü.png|log.txt"',
      '4712,Shows names too,scans/display ü.png',
      '4713,Nothing to see,',
    ])
    expect(await wordsIn('done', 'monday.csv')).not.toContain('NOT TAKEN')
    const state = await reportOf('4711')
    expect(names(state)).toEqual(['display ü.png', 'log.txt'])
    expect(state.held).toHaveLength(2)
    expect(names(await reportOf('4712'))).toEqual(['display ü.png'])
    expect(names(await reportOf('4713'))).toEqual([])
    // They belong to whoever dropped them.
    expect(await readFile(join(folder, 'log.txt'), 'utf8')).toBe('It restarted.')
  })

  test('lead nowhere else: out of the folder, along a link, or to what is no file', async () => {
    await writeFile(join(outside, 'secret.txt'), 'Not for anybody.')
    await symlink(join(outside, 'secret.txt'), join(folder, 'link.txt'))
    await symlink(outside, join(folder, 'way-out'))
    await writeFile(join(folder, '.hidden'), 'Not for anybody.')
    const bad = [
      '../secret.txt',
      'scans/../../secret.txt',
      '..\\secret.txt',
      join(outside, 'secret.txt'),
      'C:\\secret.txt',
      'link.txt',
      'way-out/secret.txt',
      '.hidden',
      'scans',
      'log.txt/x',
      'gone.txt',
    ]
    await drops(
      'bad.csv',
      bad.map((name, index) => `b${index},Shows names,${name}`),
    )
    const words = await wordsIn('failed', 'bad.csv')
    for (const index of bad.keys()) {
      // The complaint itself is there all the same.
      expect((await reportOf(`b${index}`)).files).toEqual([])
      expect(words).toContain(`line ${index + 2}: NOT TAKEN, the file `)
    }
    expect(words).toContain('is behind a link')
    expect(words).toContain('is not there')
    expect(await listOf(world.triager, '/api/reports?search=corrected')).toHaveLength(1)
  })

  test('that came late are added when the CSV file is dropped again', async () => {
    await drops('late.csv', ['4720,Shows names,late.txt'])
    expect((await reportOf('4720')).files).toEqual([])
    await writeFile(join(folder, 'late.txt'), 'Here it is.')
    await drops('late-again.csv', ['4720,Shows names,late.txt'])
    expect(names(await reportOf('4720'))).toEqual(['late.txt'])
    await drops('late-twice.csv', ['4720,Shows names,late.txt'])
    expect(await wordsIn('done', 'late-twice.csv')).toContain('with nothing new')
    expect(names(await reportOf('4720'))).toEqual(['late.txt'])
  })

  test('are bounded in number, and the first ones come', async () => {
    const many = Array.from({ length: 12 }, (_, index) => `n${index}.txt`)
    for (const name of many) await writeFile(join(folder, name), name)
    await drops('many.csv', [`4730,Shows names,${many.join('|')}`])
    expect(names(await reportOf('4730'))).toEqual(many.slice(0, 10))
    expect(await wordsIn('failed', 'many.csv')).toContain('more than 10 files')
  })

  test('come by the API as those of any report do: sent first, then named', async () => {
    const file = await world.triager.upload('photo.jpg', Buffer.from('A photo.'))
    const told = { number: 'API-1', description: 'Shows names.', files: [file] }
    const pass = (more: object = {}) =>
      world.triager.post('/api/intake/complaints', { ...told, ...more })
    expect((await pass()).body.outcome).toBe('received')
    expect(names(await reportOf('API-1'))).toEqual(['photo.jpg'])
    const second = await world.triager.upload('second.jpg', Buffer.from('Another.'))
    expect((await pass({ files: [file, second] })).body.outcome).toBe('added')
    expect((await pass({ files: [file, second] })).body.outcome).toBe('known')
    expect(names(await reportOf('API-1'))).toEqual(['photo.jpg', 'second.jpg'])
    const unsent = { hash: 'a'.repeat(64), name: 'x', size: 1 }
    const refused = await pass({ number: 'API-2', files: [unsent] })
    expect(refused.body.code).toBe('file/unknown')
    expect(await listOf(world.triager, '/api/reports?facet=complaint:API-2')).toEqual([])
  })
})
