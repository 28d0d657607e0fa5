import { execFile, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { generateKey } from 'openpgp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMail } from '../../src/connections/mail-message/read.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { mailOf } from '../support/mails.ts'

const run = promisify(execFile)
let home: string
beforeAll(async () => {
  // Its agent listens at a path in here, and paths of sockets are short.
  home = await mkdtemp(join(tmpdir(), 'gpg-'))
  await chmod(home, 0o700)
})
afterAll(async () => {
  await run('gpgconf', ['--homedir', home, '--kill', 'all'])
  await rm(home, { recursive: true, force: true })
})

const gpg = (...words: readonly string[]) =>
  run('gpg', ['--homedir', home, '--batch', '--yes', '--trust-model', 'always', ...words])

/** What gpg writes for this text, given on standard input. */
const written = (text: string, ...words: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      'gpg',
      ['--homedir', home, '--batch', '--trust-model', 'always', '--armor', ...words],
      { stdio: ['pipe', 'pipe', 'ignore'] },
    )
    let out = ''
    child.stdout.on('data', (bytes) => {
      out += bytes
    })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`gpg: ${code}`))))
    child.stdin.end(text)
  })

test('what GnuPG encrypts to our kind of key and signs is opened and verified', async () => {
  // As src/server/openpgp/keys.ts makes it.
  const ours = await generateKey({
    type: 'ecc',
    curve: 'curve25519Legacy',
    config: { v6Keys: false },
    userIDs: [{ name: 'Maker', email: 'security@maker.example' }],
  })
  const file = join(home, 'ours.asc')
  await writeFile(file, ours.publicKey)
  await gpg('--import', file)
  await gpg('--passphrase', '', '--quick-generate-key', 'Rita <rita@university.example>')
  const rita = join(home, 'rita.asc')
  await gpg('--armor', '--output', rita, '--export', 'rita@university.example')
  const keys = {
    secret: [ours.privateKey],
    known: [await readFile(rita, 'utf8')],
    now: Date.now(),
  }
  const read = async (block: string) =>
    orThrow(await readMail(Buffer.from(mailOf({ Subject: 'GnuPG' }, block.split('\n'))), keys))

  const recipient = ['--recipient', 'security@maker.example']
  expect(
    await read(await written('Under the mat.', '--encrypt', '--sign', ...recipient)),
  ).toMatchObject({
    text: 'Under the mat.',
    encryption: 'opened',
    signature: { status: 'good', known: true },
  })
  expect(await read(await written('Not secret.\n', '--clear-sign'))).toMatchObject({
    text: 'Not secret.',
    encryption: 'none',
    signature: { status: 'good', known: true },
  })
}, 60_000)
