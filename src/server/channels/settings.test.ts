import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { complaintsExample } from './complaints/settings.ts'
import { readChannelSettings } from './settings.ts'
import { trackersExample } from './trackers/settings.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'settings-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const reads = async (text: string) => {
  await writeFile(join(folder, 'channels.yaml'), text)
  return readChannelSettings(folder, {})
}

/** What is left of an example when the # is taken away; its first line says what it is for. */
const opened = (example: string) => example.split('\n').slice(1).join('\n').replaceAll(/^# ?/gm, '')

test.each([
  ['complaints', complaintsExample],
  ['trackers', trackersExample],
])('the example of %s works when the # is taken away', async (section, example) => {
  expect(await reads(opened(example))).toHaveProperty(section)
})

test.each(['connect-a-tracker', 'take-in-complaints'])('what %s.md shows works', async (page) => {
  const path = join(import.meta.dirname, '../../../docs/how-to', `${page}.md`)
  const blocks = (await readFile(path, 'utf8')).matchAll(/```yaml\n(.*?)```/gs)
  for (const [, block = ''] of blocks) expect(await reads(block)).not.toHaveProperty('refused')
})

test.each([
  ['url: http://redmine.maker.example', 'begins with https://'],
  ['token: secret-in-the-file', 'trackers.0.token'],
  ['name: lab\n    name: lab', 'YAML'],
  ['label: {}', 'trackers.0.label'],
])('a tracker with %s is refused, with where', async (line, words) => {
  const name = line.split(':')[0]
  const whole = [
    'url: https://redmine.maker.example',
    'name: lab',
    'token: { env: REDMINE_KEY }',
    'label: { category: Security }',
  ].map((one) => (one.startsWith(`${name}:`) ? line : one))
  const text = `trackers:\n  - kind: redmine\n    project: x\n    ${whole.join('\n    ')}\n`
  expect(await reads(text)).toMatchObject({
    refused: true,
    message: expect.stringContaining(words),
  })
})
