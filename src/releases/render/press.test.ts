import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

// A process of its own: here the test runner keeps the event loop alive, there nothing does.
const script = `
  const { createPress } = await import(${JSON.stringify(new URL('./press.ts', import.meta.url).href)})
  const press = createPress()
  const document = {
    title: 'T', reference: 'DOC-1', version: '1', date: '2026-11-21', language: 'en',
    sections: [{ id: 'a', title: 'A', constraints: [], blocks: [], sections: [] }],
  }
  await press.print({ kind: 'docx', document })
  await press.close()
  console.log('closed')
`

it('ends its process before it says closed, though nothing else runs', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { env: {} },
  )
  expect(stdout).toBe('closed\n')
})
