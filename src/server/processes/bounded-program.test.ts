import { describe, expect, it } from 'vitest'
import { programAt, runProgram } from './bounded-program.ts'
import { paragraphsOf } from './recognised-words.ts'

const bounds = { milliseconds: 5_000, megabytes: 512, outputBytes: 100_000 }
const none = new Uint8Array()

describe('a program of the machine', () => {
  it('answers what it wrote, and sees nothing of the environment', async () => {
    const cat = programAt('cat') ?? ''
    expect(String(await runProgram(cat, [], Buffer.from('port 8080'), bounds))).toBe('port 8080')
    const environment = String(await runProgram(programAt('env') ?? '', [], none, bounds))
    expect(environment.trim().split('\n').sort()).toEqual(['LC_ALL=C.UTF-8', 'OMP_THREAD_LIMIT=1'])
  })

  it('is ended when it takes too long, answers too much, or fails', async () => {
    const sleep = runProgram(programAt('sleep') ?? '', ['30'], none, {
      ...bounds,
      milliseconds: 100,
    })
    expect(await sleep).toMatchObject({ code: 'program/too-slow' })
    expect(await runProgram(programAt('yes') ?? '', [], none, bounds)).toMatchObject({
      code: 'program/too-much',
    })
    expect(await runProgram(programAt('false') ?? '', [], none, bounds)).toMatchObject({
      code: 'program/failed',
    })
  })

  it('gets no more memory than its bound and writes no file', async () => {
    const held = ['if=/dev/zero', 'of=/dev/null', 'bs=400M', 'count=1']
    const filled = await runProgram(programAt('dd') ?? '', held, none, { ...bounds, megabytes: 64 })
    expect(filled).toMatchObject({ code: 'program/failed' })
    const copied = await runProgram(
      programAt('cp') ?? '',
      ['/etc/hostname', '/tmp/never-written'],
      none,
      bounds,
    )
    expect(copied).toMatchObject({ code: 'program/failed' })
  })
})

describe('recognised words', () => {
  it('become paragraphs with their place, and noise none', () => {
    const rows = [
      ['1', '1', '0', '0', '0', '0', '0', '0', '1000', '2000', '-1', ''],
      ['5', '1', '1', '1', '1', '1', '100', '200', '50', '20', '96', 'The'],
      ['5', '1', '1', '1', '1', '2', '160', '200', '90', '20', '95', 'instal-'],
      ['5', '1', '1', '1', '2', '1', '100', '230', '80', '20', '91', 'lation'],
      ['5', '1', '2', '1', '1', '1', '500', '900', '10', '10', '12', 'x%'],
    ]
    expect(paragraphsOf(rows.map((row) => row.join('\t')).join('\n'), 500)).toEqual([
      { text: 'The installation', box: { x: 50, y: 100, width: 75, height: 25 } },
    ])
  })
})
