import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as openpgp from 'openpgp'
import { describe, expect, it } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import { publishUpdate } from '../../src/updates/repository/publish.ts'
import { recordAbsent } from '../support/absent.ts'
import { now, publishing, pumpUpdate, world } from './tuf-support.ts'

const gpgAvailable = (): boolean => {
  if (spawnSync('gpg', ['--version']).status === 0) return true
  recordAbsent('gpg')
  return false
}

describe('SHA256SUMS and its signature', () => {
  it('are accepted by sha256sum and by OpenPGP.js', async () => {
    const made = await world()
    orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    const folder = join(made.folder, 'targets/UPD-2026-0001')
    const read = async (name: string) => readFile(join(folder, name))
    expect(
      (await read('SHA256SUMS'))
        .toString()
        .split('\n')
        .map((line) => line.slice(66)),
    ).toEqual(['pump firmware.bin', 'docs/release-notes.txt', 'COMPATIBILITY.txt', ''])
    const sums = spawnSync('sha256sum', ['--strict', '-c', 'SHA256SUMS'], {
      cwd: folder,
      encoding: 'utf8',
    })
    if (sums.error === undefined) expect(sums.status).toBe(0)

    const verified = await openpgp.verify({
      message: await openpgp.createMessage({ binary: new Uint8Array(await read('SHA256SUMS')) }),
      signature: await openpgp.readSignature({
        armoredSignature: (await read('SHA256SUMS.asc')).toString(),
      }),
      verificationKeys: await openpgp.readKey({ armoredKey: (await read('maker.asc')).toString() }),
      expectSigned: true,
    })
    expect(verified.signatures).toHaveLength(1)
    await expect(verified.signatures[0]?.verified).resolves.toBe(true)
  })

  it.runIf(gpgAvailable())('are accepted by GnuPG, which refuses a changed list', async () => {
    const made = await world()
    orThrow(await publishUpdate(made.tree, publishing(made), pumpUpdate(), now))
    const folder = join(made.folder, 'targets/UPD-2026-0001')
    const home = await mkdtemp(join(tmpdir(), 'gpg-'))
    const gpg = (...args: string[]) =>
      spawnSync('gpg', ['--homedir', home, '--batch', '--no-tty', '--status-fd', '1', ...args], {
        cwd: folder,
        encoding: 'utf8',
      })
    try {
      expect(gpg('--import', 'maker.asc').status).toBe(0)
      const good = gpg('--verify', 'SHA256SUMS.asc', 'SHA256SUMS')
      expect(good.status).toBe(0)
      expect(good.stdout).toContain(`VALIDSIG ${made.maker.fingerprint}`)
      await writeFile(join(home, 'changed'), `${await readFile(join(folder, 'SHA256SUMS'))} `)
      expect(gpg('--verify', 'SHA256SUMS.asc', join(home, 'changed')).status).toBe(1)
    } finally {
      spawnSync('gpgconf', ['--homedir', home, '--kill', 'all'])
      await rm(home, { recursive: true, force: true })
    }
  })
})
