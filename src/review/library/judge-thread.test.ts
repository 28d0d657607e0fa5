import { afterAll, expect, test } from 'vitest'
import { createJudge } from './judge-thread.ts'

const judge = createJudge()
afterAll(() => judge.close())

const document = {
  path: 'disclosure policy/SECURITY.md',
  format: 'markdown',
  passages: [
    {
      index: 0,
      kind: 'heading' as const,
      text: 'Reporting a vulnerability',
      location: { line: 1, headings: [] },
    },
    {
      index: 1,
      kind: 'paragraph' as const,
      text: 'To report a vulnerability, send an e-mail to security@maker.example. We follow coordinated vulnerability disclosure.',
      location: { line: 3, headings: ['Reporting a vulnerability'] },
    },
  ],
}

test('answers from its thread, several at once, each with its own verdicts', async () => {
  const [policy, empty] = await Promise.all([
    judge.judge(document),
    judge.judge({ path: 'x.md', format: 'markdown', passages: [] }),
  ])
  expect(policy['9.2/channel']?.verdict).toBe('met')
  expect(policy['9.2/channel']?.evidence[0]?.passage).toBe(1)
  // Absent is left out: most documents say nothing to most constraints.
  expect(empty).toEqual({})
})

test('leaves the event loop free while it works', async () => {
  const passages = Array.from({ length: 10_000 }, (_, index) => ({
    index,
    kind: 'paragraph' as const,
    text: 'Set the firewall to close port 23 before you connect the device to the network.',
    location: { headings: [] },
  }))
  let turns = 0
  const timer = setInterval(() => turns++, 5)
  await judge.judge({ path: 'guide.md', format: 'markdown', passages })
  clearInterval(timer)
  expect(turns).toBeGreaterThan(5)
})

test('refuses once closed, and what it was doing fails instead of waiting for ever', async () => {
  const closing = createJudge()
  const asked = closing.judge(document)
  const failed = expect(asked).rejects.toThrow('The judge was closed.')
  await closing.close()
  await failed
  await expect(closing.judge(document)).rejects.toThrow('The judge was closed.')
})
