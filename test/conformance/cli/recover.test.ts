import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServerProcess, startServerProcess } from '../../faults/server-process.ts'
import { describeCli, runCli } from '../../support/cli.ts'
import { openMaker } from '../../support/maker.ts'

describeCli('vulnerary recover', () => {
  let folder: string
  let server: ServerProcess | undefined
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recover-'))
    const maker = await openMaker({ folder })
    await maker.colleague('wanda', ['writer'])
    await maker.server.stop()
  })
  afterAll(async () => {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const recover = (login: string, env = {}) =>
    runCli(['recover', login, '--json'], { env: { DATA_DIR: folder, PORT: '0', ...env } })

  test('refuses whoever is no administrator, and a folder without a workspace', async () => {
    const writer = await recover('wanda')
    expect([writer.code, writer.json().code]).toEqual([2, 'person/not-administrator'])
    const nobody = await recover('eve')
    expect([nobody.code, nobody.json().code]).toEqual([2, 'record/not-found'])
    const nowhere = await recover('admin', { DATA_DIR: join(folder, 'nothing') })
    expect([nowhere.code, nowhere.json().code]).toEqual([2, 'data/no-workspace'])
  })

  test('prints a link that the started server takes, and tells who may not while it runs', async () => {
    const { code, json } = await recover('admin')
    expect(code).toBe(0)
    const token = String(json().url).split('#').at(-1)
    server = await startServerProcess({ folder })
    expect(server.said()).not.toContain('first administrator')
    const begun = await beginning(server.url, token ?? '')
    expect([begun.status, await begun.json()]).toMatchObject([
      200,
      { login: 'admin', roles: ['administrator'] },
    ])
    const running = await recover('admin')
    expect([running.code, running.json().code]).toEqual([2, 'data/locked'])
  })
})

const beginning = (url: string, token: string) =>
  fetch(`${url}/api/invitations/begin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
