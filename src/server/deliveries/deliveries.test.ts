import { readdir, readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Colleague, type Maker, openMaker } from '../../../test/support/maker.ts'
import { sendsForm } from '../../../test/support/work/report.ts'

const jo = {
  reporterName: 'Jo Quillfeather',
  reporterEmail: 'jo.quillfeather@hospital-zz.example',
  credit: 'Quillfeather of Ward 7',
}

/** A mail server that repeats addresses in all it says, and can be told to refuse. */
const chattyServer = async () => {
  const taken: { readonly to: readonly string[]; readonly text: string }[] = []
  const state = { refuses: false }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) =>
      done(state.refuses ? new Error(`No mailbox <${address}> here`) : undefined),
    onData: (stream, session, done) => {
      let text = ''
      stream.on('data', (part: Buffer) => {
        text += part.toString('utf8')
      })
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        taken.push({ to, text })
        // The type says Error only; what is given beside it is the server's last words.
        ;(done as (error: null, said: string) => void)(null, `OK queued for ${to.join(' ')}`)
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    taken,
    state,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

describe('deliveries', () => {
  let mail: Awaited<ReturnType<typeof chattyServer>>
  let maker: Maker
  let triager: Colleague
  beforeAll(async () => {
    mail = await chattyServer()
    maker = await openMaker({ environment: { SMTP_URL: mail.url } })
    triager = await maker.colleague('tom', ['triager'])
  })
  afterAll(async () => {
    await maker?.close()
    await mail?.close()
  })
  const listed = async () => (await triager.get('/api/deliveries')).body.items

  test('go nowhere for an anonymous report, and to the address of any other, without the link', async () => {
    const anonymous = await sendsForm(maker, { description: 'Plain HTTP.' })
    expect(anonymous.status).toBe(201)
    await maker.settle()
    expect([mail.taken, await listed()]).toEqual([[], []])
    const sent = await sendsForm(maker, { description: 'Weak TLS.', ...jo })
    await maker.settle()
    expect(mail.taken.map(({ to }) => to)).toEqual([[jo.reporterEmail]])
    const token = sent.link.split('/').at(-1) ?? ''
    expect(token).toHaveLength(43)
    // Nor in pieces: mail is wrapped with soft line ends.
    expect(mail.taken[0]?.text.replaceAll('=\r\n', '')).not.toContain(token.slice(0, 20))
  })

  test('that fail say why, without the address, and go out later, once', async () => {
    mail.state.refuses = true
    const before = mail.taken.length
    maker.time.now += 1_000
    await sendsForm(maker, { description: 'Default password.', ...jo })
    await maker.settle()
    const [waiting] = await listed()
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 1 })
    expect(waiting.lastError).toContain('No mailbox')
    expect(waiting.lastError).not.toContain('quillfeather')
    mail.state.refuses = false
    maker.time.now += 60_000
    await maker.settle()
    await maker.settle()
    expect(mail.taken).toHaveLength(before + 1)
    expect((await listed())[0]).toMatchObject({ state: 'sent', attempts: 2 })
  })

  test('leave a record of what was said, and nothing on the disk names the person', async () => {
    const records = (await triager.get('/api/distributions')).body.items
    expect(records.length).toBeGreaterThan(0)
    const { body } = await triager.get(`/api/distributions/${records[0].id}`)
    expect(body.state.answer).toMatch(/queued for \(address\)/)
    // Whoever answers the report sees to whom it went: it is opened for them, and kept sealed.
    expect(body.state.recipient).toBe(jo.reporterEmail)
    const kept = await everythingUnder(maker.folder)
    expect(kept).toContain('Weak TLS.')
    expect(kept).not.toMatch(/quillfeather/i)
  })

  test('to a person who was erased end parked at once', async () => {
    mail.state.refuses = true
    maker.time.now += 1_000
    const ann = { reporterEmail: 'ann@hospital-zz.example' }
    await sendsForm(maker, { description: 'Open debug port.', ...ann })
    await maker.settle()
    const { sealing, clock } = maker.server.parts
    const now = new Date(clock()).toISOString() as Parameters<typeof sealing.erase>[2]
    await sealing.erase(sealing.personIdOf(ann.reporterEmail), 'They asked for it.', now)
    mail.state.refuses = false
    maker.time.now += 60_000
    await maker.settle()
    expect((await listed())[0]).toMatchObject({ state: 'parked', attempts: 2 })
  })

  test('name the address to those who may read it, and say whether mail can leave', async () => {
    const auditor = await maker.colleague('una', ['auditor'])
    const { body } = await auditor.get('/api/deliveries')
    expect(body.sends).toBe(true)
    const hidden = body.items.map(({ recipient }: { recipient: string }) => recipient)
    expect(new Set(hidden)).toEqual(new Set(['(sealed)']))
    const named = (await listed()).map(({ recipient }: { recipient: string }) => recipient)
    expect(named).toContain(jo.reporterEmail)
  })

  test('are read by staff and tried again by those who may', async () => {
    const [{ id }] = await listed()
    expect((await maker.fetch('/api/deliveries')).status).toBe(401)
    const retry = `/api/deliveries/${id}/retry`
    expect((await triager.post(retry)).status).toBe(403)
    expect((await maker.administrator.post(retry)).status).toBe(204)
    expect((await maker.administrator.post(retry)).status).toBe(404)
  })
})

const everythingUnder = async (folder: string): Promise<string> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
  )
  return texts.join('\n')
}
