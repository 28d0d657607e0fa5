import { spawn } from 'node:child_process'

/** Runs a program of node_modules on this Node; throws with all it said when it fails. */
export const run = (script: string, ...words: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = ''
    const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(said) : reject(new Error(said.trimEnd()))))
  })
