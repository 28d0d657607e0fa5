import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readSecurityTxt } from '../../src/formats/security-txt.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { recordAbsent } from '../support/absent.ts'
import { aTeam } from '../support/work/team.ts'

const address = 'https://security.example-medical.example'
const team = aTeam([], { PUBLIC_URL: address })

const gpgAvailable = (): boolean => {
  if (spawnSync('gpg', ['--version']).status === 0) return true
  recordAbsent('gpg')
  return false
}
beforeAll(() => {
  // The clock under test runs ahead, and GnuPG takes no key of tomorrow.
  team.maker.time.now = Date.now()
})

const text = async (path: string) => (await team.maker.fetch(path)).text()

test('the served security.txt is a signed one to our own reader, with where to compare it', async () => {
  const file = await text('/.well-known/security.txt')
  expect(orThrow(readSecurityTxt(file, team.maker.time.now))).toMatchObject({
    signed: true,
    others: [],
    canonical: [`${address}/.well-known/security.txt`],
  })
  expect(await text('/security.txt')).toBe(file)
})

test('it is signed anew by the key that the maker has now', async () => {
  const before = await text('/.well-known/security.txt')
  team.maker.time.now = Date.now()
  const made = await team.maker.administrator.post('/api/openpgp-keys/generate')
  const { items } = (await team.maker.administrator.get('/api/access-log')).body
  expect(items[0]).toMatchObject({
    what: 'openpgp-key-made',
    person: team.maker.administrator.person,
  })
  expect(made.status).toBe(201)
  const after = await text('/.well-known/security.txt')
  expect(after).not.toBe(before)
  expect(after).toContain(`openpgp4fpr:${made.body.fingerprint.toLowerCase()}`)
})

test.runIf(gpgAvailable())(
  'GnuPG takes its signature by the published key, and refuses a changed line',
  async () => {
    const home = await mkdtemp(join(tmpdir(), 'gpg-'))
    const gpg = (...args: string[]) =>
      spawnSync('gpg', ['--homedir', home, '--batch', '--no-tty', '--status-fd', '1', ...args], {
        cwd: home,
        encoding: 'utf8',
      })
    try {
      const file = await text('/.well-known/security.txt')
      await writeFile(join(home, 'key.asc'), await text('/.well-known/openpgp-key.asc'))
      await writeFile(join(home, 'security.txt'), file)
      await writeFile(join(home, 'changed.txt'), file.replace('/report', '/elsewhere'))
      expect(gpg('--import', 'key.asc').status).toBe(0)
      const good = gpg('--verify', 'security.txt')
      expect(good.stdout).toContain('VALIDSIG')
      expect(good.status).toBe(0)
      const fingerprint = /openpgp4fpr:([0-9a-f]{40})/.exec(file)?.[1]?.toUpperCase()
      expect(good.stdout).toContain(`VALIDSIG ${fingerprint}`)
      expect(gpg('--verify', 'changed.txt').status).toBe(1)
    } finally {
      spawnSync('gpgconf', ['--homedir', home, '--kill', 'all'])
      await rm(home, { recursive: true, force: true })
    }
  },
)
