import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encryptKey } from 'openpgp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeCli, runCli } from '../../support/cli.ts'
import { aKeyHolder, encryptedMail } from '../../support/mails.ts'

describeCli('vulnerary intake key', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'intake-key-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const run = (words: readonly string[], input?: string, more: Record<string, string> = {}) =>
    runCli(['intake', ...words, '--json'], {
      env: { DATA_DIR: join(folder, 'data'), ...more },
      ...(input === undefined ? {} : { input }),
    })

  test('takes in the maker’s own key, and mails to it are opened on the folder alone', async () => {
    const now = Date.now() - 60_000
    const key = await aKeyHolder('security@maker.example', now)
    const file = join(folder, 'secret.asc')
    await writeFile(file, (await encryptKey({ privateKey: key, passphrase: 'otter' })).armor())
    const wrong = await run(['key', file], undefined, { VULNERARY_KEY_PASSPHRASE: 'badger' })
    expect(wrong).toMatchObject({ code: 2 })
    expect(wrong.json()).toMatchObject({ code: 'openpgp/passphrase' })
    const right = await run(['key', file], undefined, { VULNERARY_KEY_PASSPHRASE: 'otter' })
    expect(right.json()).toMatchObject({ whose: 'own', current: true })
    const listed = (await run(['key'])).json().items
    expect(listed).toMatchObject([{ fingerprint: key.getFingerprint().toUpperCase() }])

    const entity = 'Subject: Inside\r\nContent-Type: text/plain\r\n\r\nUnder the mat.\r\n'
    const mail = await encryptedMail({ Subject: '...' }, entity, key.toPublic().armor(), now)
    const taken = await run(['mail', '-', '--source', 'b'], mail)
    expect(taken).toMatchObject({ code: 0 })
    const shown = await runCli(['show', taken.json().humanId, '--json'], {
      env: { DATA_DIR: join(folder, 'data') },
    })
    expect(shown.json().state).toMatchObject({
      title: 'Inside',
      source: 'b',
      mails: [{ encryption: 'opened', signature: 'none' }],
    })
  })
})
