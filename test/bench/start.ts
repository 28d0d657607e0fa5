import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { percentile } from './rate.ts'

export interface StartMeasured {
  /** Milliseconds from the start of the process to the line that names the address. */
  readonly times: readonly number[]
  readonly median: number
  readonly longest: number
  /** The first start, which fills the workspace. */
  readonly filling: number
  /** The same Node with nothing to do. */
  readonly bare: number
  readonly kept: boolean
}

const root = join(import.meta.dirname, '..', '..')
const bound = 3_000

/** `vulnerary demo` on the built product, as `npm run demo` runs it: first fills, then only starts. */
export const measureStart = async (scratch: string, runs: number): Promise<StartMeasured> => {
  const folder = await mkdtemp(join(scratch, 'start-'))
  try {
    const filling = await startOnce(folder)
    const times: number[] = []
    const bare: number[] = []
    for (let run = 0; run < runs; run++) {
      times.push(await startOnce(folder))
      bare.push(await startNothing())
    }
    const median = percentile(times, 0.5)
    return {
      times,
      median,
      longest: Math.max(...times),
      filling,
      bare: percentile(bare, 0.5),
      kept: median <= bound,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const startNothing = async (): Promise<number> => {
  const began = performance.now()
  await once(spawn(process.execPath, ['-e', '0']), 'exit')
  return performance.now() - began
}

const startOnce = async (folder: string): Promise<number> => {
  const began = performance.now()
  const child = spawn(process.execPath, [join(root, 'bin/vulnerary'), 'demo'], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: folder, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const killAtExit = () => child.kill('SIGKILL')
  process.once('exit', killAtExit)
  const ended = once(child, 'exit').finally(() => process.off('exit', killAtExit))
  let said = ''
  const listens = new Promise<number>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('listens on http')) resolve(performance.now() - began)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => reject(new Error(`The demo ended:\n${said}`)))
  })
  const took = await listens
  child.kill('SIGTERM')
  await ended
  return took
}
