import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../src/kernel/limits.ts'
import { type MailWorld, openMailWorld } from '../support/mail-world.ts'
import { aKeyHolder, encryptedMail, mailOf } from '../support/mails.ts'
import { onDatabases } from '../support/on-databases.ts'
import { openSmtp } from '../support/smtp-session.ts'
import { sendsForm } from '../support/work/report.ts'
import { listOf, stateOf } from '../support/work/team.ts'

onDatabases('Mail', (openDatabase) => {
  let world: MailWorld
  beforeAll(async () => {
    world = await openMailWorld({}, await openDatabase())
  })
  afterAll(() => world?.close())

  const find = async (title: string) => {
    const all = await listOf(world.triager, '/api/reports?limit=200')
    const found = all.filter((report) => report.title === title)
    expect(found.map((report) => report.title)).toEqual([title])
    const id: string = found[0]?.id
    return { id, state: await stateOf(world.triager, `/api/reports/${id}`) }
  }
  const answered = async (subject: string) => {
    await world.maker.settle()
    return world.mail.mails.filter(({ mail }) => mail.subject?.includes(subject))
  }

  describe('A mail by SMTP', () => {
    test('is a report when it is answered with 250, and its sender hears the reference', async () => {
      const { response } = await world.sends(
        mailOf(
          { Subject: 'Replay of tokens', 'Message-ID': '<1@university.example>' },
          'See here.',
        ),
      )
      expect(response).toMatch(/^250 /)
      const { state } = await find('Replay of tokens')
      expect(state).toMatchObject({
        source: 'f',
        channel: 'mail',
        way: 'smtp',
        reporterEmail: 'rita@university.example',
        mails: [{ encryption: 'none', signature: 'none', automatic: '' }],
      })
      const [receipt] = await answered(state.reference)
      expect(receipt?.to).toEqual(['rita@university.example'])
      expect(receipt?.mail.inReplyTo).toBe('<1@university.example>')
      expect(receipt?.mail.replyTo?.value[0]?.address).toMatch(
        /^security\+rpt-\d{4}-\d{4}-[a-z2-7]{26}@maker\.example$/,
      )
    })

    test('given twice is one report', async () => {
      const mail = mailOf({ Subject: 'Only once' }, 'It restarts.')
      await world.sends(mail)
      await world.sends(mail)
      await find('Only once')
    })

    test('takes source, channel and owner from the address it came to', async () => {
      const cases = [
        ['suppliers@maker.example', { source: 'b', channel: 'mail' }],
        ['support@maker.example', { source: 'd', channel: 'mail' }],
        [
          'complaints@maker.example',
          { source: 'd', channel: 'complaint', owner: 'quality@maker.example' },
        ],
        ['alerts@maker.example', { source: 'g', channel: 'news', tlp: 'AMBER' }],
        ['Postmaster@maker.example', { source: 'f' }],
      ] as const
      for (const [to, expected] of cases) {
        const subject = `[TLP:AMBER] CMP-2026-0042 to ${to}`
        await world.sends(mailOf({ Subject: subject }, 'About CVE-2026-12345.'), { to })
        const { state } = await find(subject)
        expect(state).toMatchObject({ ...expected, identifiers: ['CVE-2026-12345'] })
      }
      const { state } = await find('[TLP:AMBER] CMP-2026-0042 to complaints@maker.example')
      expect(state.theirReference).toBe('CMP-2026-0042')
      await world.maker.settle()
      expect(world.mail.mails.map(({ to }) => to)).toContainEqual(['quality@maker.example'])
    })

    test('encrypted to the published key is opened, and the report says so', async () => {
      const { maker, triager } = world
      const published = await (await maker.fetch('/.well-known/openpgp-key.asc')).text()
      const supplier = await aKeyHolder('psirt@supplier.example', maker.time.now)
      const added = await maker.administrator.post('/api/openpgp-keys', {
        armored: supplier.toPublic().armor(),
      })
      expect(added.status).toBe(201)
      const { items } = (await maker.administrator.get('/api/access-log')).body
      expect(items[0].what).toBe('openpgp-key-taken-in')
      expect((await triager.post('/api/openpgp-keys', { armored: 'x' })).status).toBe(403)
      const entity =
        'Subject: Inside\r\nContent-Type: text/plain\r\n\r\nThe key is under the mat.\r\n'
      const mail = await encryptedMail(
        { Subject: '...' },
        entity,
        published,
        maker.time.now,
        supplier,
      )
      await world.sends(mail)
      const { state } = await find('Inside')
      expect(state.description).toBe('The key is under the mat.')
      expect(state.mails).toMatchObject([
        {
          encryption: 'opened',
          signature: 'good',
          signer: supplier.getFingerprint().toUpperCase(),
          signerKnown: true,
        },
      ])
    })

    test('that cannot be read becomes a report that says so, with the original kept', async () => {
      const parts = Array.from({ length: 30_000 }, () => '--b\r\n\r\nx')
      const mail = mailOf({ 'Content-Type': 'multipart/mixed; boundary=b' }, [...parts, '--b--'])
      expect((await world.sends(mail)).response).toMatch(/^250 /)
      const { id, state } = await find('A mail that could not be read')
      expect(state.original.size).toBe(Buffer.byteLength(mail))
      const path = `/api/files/${state.original.hash}`
      expect((await world.triager.get(path)).body.code).toBe('file/held')
      await world.triager.does(`/api/reports/${id}/open-file`, { file: state.original.hash })
      const kept = await world.triager.get(path)
      expect(kept.body).toBe(mail)
    })
  })

  test('A mail whose words fit no report is one all the same', async () => {
    // Each of these characters takes six in the form that the ledger keeps.
    const bytes = Buffer.alloc(60_000, 1).toString('base64')
    const mail = mailOf(
      { Subject: 'Control characters', 'Content-Transfer-Encoding': 'base64' },
      bytes.match(/.{1,76}/g) ?? [],
    )
    expect((await world.sends(mail, { to: 'suppliers@maker.example' })).response).toMatch(/^250 /)
    const unread = (await listOf(world.triager, '/api/reports?facet=source:b&limit=200')).filter(
      ({ title }) => title === 'A mail that could not be read',
    )
    expect(unread).toHaveLength(1)
    const state = await stateOf(world.triager, `/api/reports/${unread[0]?.id}`)
    expect(state.original.size).toBe(Buffer.byteLength(mail))
  })

  describe('An answer to a mail of ours', () => {
    test('is added to its report by the token in the address, whoever sends it', async () => {
      await world.sends(mailOf({ Subject: 'Threaded' }, 'First.'))
      const { id, state } = await find('Threaded')
      const [receipt] = await answered(state.reference)
      const to = receipt?.mail.replyTo?.value[0]?.address ?? ''
      const reply = mailOf(
        { From: 'colleague@university.example', To: to, Subject: 'Re' },
        'Second.',
      )
      // Servers on the way may write the address in capitals.
      await world.sends(reply, { to: to.toUpperCase() })
      const after = await stateOf(world.triager, `/api/reports/${id}`)
      expect(after.thread).toMatchObject([{ from: 'reporter', message: 'Second.' }])
      expect(after.thread[0].files).toHaveLength(1)
      expect(after.mails).toHaveLength(2)
    })

    test('with a token that nobody gave out is a report of its own', async () => {
      await world.sends(mailOf({ Subject: 'The victim' }, 'First.'))
      const { id, state } = await find('The victim')
      const to = `security+${state.reference.toLowerCase()}-${'a'.repeat(26)}@maker.example`
      await world.sends(mailOf({ Subject: 'Forged', To: to }, 'Withdraw it.'), { to })
      await find('Forged')
      expect((await stateOf(world.triager, `/api/reports/${id}`)).thread).toEqual([])
    })

    test('by its headers counts only from the reporter’s own address', async () => {
      await world.sends(mailOf({ Subject: 'By header' }, 'First.'))
      const { id, state } = await find('By header')
      const [receipt] = await answered(state.reference)
      const headers = { 'In-Reply-To': receipt?.mail.messageId ?? '' }
      await world.sends(
        mailOf({ ...headers, From: 'mallory@elsewhere.example', Subject: 'Not mine' }, 'No.'),
      )
      await find('Not mine')
      await world.sends(
        mailOf({ ...headers, From: 'RITA@university.example', Subject: 'Re' }, 'Yes.'),
      )
      const { thread } = await stateOf(world.triager, `/api/reports/${id}`)
      expect(thread).toMatchObject([{ message: 'Yes.' }])
    })

    test('about a complaint that is known by its number joins it, from its owner only', async () => {
      const to = 'complaints@maker.example'
      const from = 'quality@maker.example'
      const subject = 'Complaint [QMS-2026-17]'
      await world.sends(mailOf({ From: from, To: to, Subject: subject }, 'The alarm is late.'), {
        to,
      })
      const { id, state } = await find(subject)
      expect(state).toMatchObject({ theirReference: 'QMS-2026-17', reporterEmail: '' })
      const more = `More on ${subject}`
      await world.sends(mailOf({ From: from, To: to, Subject: more }, 'And too quiet.'), { to })
      expect((await stateOf(world.triager, `/api/reports/${id}`)).thread).toMatchObject([
        { from: 'reporter', message: 'And too quiet.' },
      ])
      await world.sends(mailOf({ To: to, Subject: `Forged ${subject}` }, 'Drop it.'), { to })
      await find(`Forged ${subject}`)
    })

    test('to a closed report opens it again', async () => {
      await world.sends(mailOf({ Subject: 'Closed' }, 'First.'))
      const { id, state } = await find('Closed')
      const [receipt] = await answered(state.reference)
      await world.triager.does(`/api/reports/${id}/conclude`, {
        exit: 'not-a-vulnerability',
        reason: 'It is meant so.',
        message: 'It is meant so.',
      })
      const to = receipt?.mail.replyTo?.value[0]?.address ?? ''
      await world.sends(mailOf({ Subject: 'Still there', To: to }, 'Look again.'), { to })
      const after = await stateOf(world.triager, `/api/reports/${id}`)
      expect(after.status).not.toBe('closed')
      expect(after.thread.at(-1)).toMatchObject({ from: 'reporter', message: 'Look again.' })
    })
  })

  describe('What a program wrote', () => {
    test('is kept and never answered', async () => {
      const kinds = [
        ['Out of office', { 'Auto-Submitted': 'auto-replied' }, 'auto-reply'],
        ['Weekly bulletin', { 'List-Id': '<alerts.agency.example>' }, 'list'],
        ['From ourselves', { From: 'alerts@maker.example' }, 'auto-reply'],
      ] as const
      for (const [subject, headers, automatic] of kinds) {
        await world.sends(mailOf({ ...headers, Subject: subject }, 'Text.'))
        const { state } = await find(subject)
        expect(state).toMatchObject({ reporterEmail: '', mails: [{ automatic }] })
        expect(await answered(state.reference)).toEqual([])
      }
      await world.sends(mailOf({ Subject: 'No return path' }, 'Text.'), { from: '' })
      expect((await find('No return path')).state.mails).toMatchObject([{ automatic: 'bounce' }])
    })

    test('of a mail of ours that came back marks its delivery, and makes no report', async () => {
      const { maker, triager } = world
      await sendsForm(maker, {
        description: 'Unreachable.',
        reporterEmail: 'gone@university.example',
      })
      await maker.settle()
      const sent = world.mail.mails.find(({ to }) => to.includes('gone@university.example'))
      const before = (await listOf(triager, '/api/reports?limit=200')).length
      const notice = mailOf(
        {
          From: 'MAILER-DAEMON@university.example',
          'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
        },
        [
          '--b',
          'Content-Type: message/delivery-status',
          '',
          'Action: failed',
          'Status: 5.1.1',
          '--b',
          'Content-Type: text/rfc822-headers',
          '',
          `Message-ID: ${sent?.mail.messageId}`,
          '--b--',
        ],
      )
      await world.sends(notice, { from: '' })
      expect((await listOf(triager, '/api/reports?limit=200')).length).toBe(before)
      const { items } = (await triager.get('/api/deliveries?state=parked')).body
      const parked = items.filter(({ lastError }: { lastError: string }) =>
        lastError?.includes('5.1.1'),
      )
      expect(parked).toHaveLength(1)
      const retry = await maker.administrator.post(`/api/deliveries/${parked[0].id}/retry`)
      expect(retry.status).toBe(404)
    })

    test('that a mail came back is a fact of the report, until they were reached otherwise', async () => {
      const [{ id }] = await listOf(world.triager, '/api/reports?facet=unread:unreached')
      const state = await stateOf(world.triager, `/api/reports/${id}`)
      expect(state).toMatchObject({
        description: 'Unreachable.',
        unreached: [{ whom: 'reporter', status: '5.1.1' }],
      })
      const { events } = (await world.triager.get(`/api/reports/${id}/history`)).body
      expect(events.at(-1)).toMatchObject({ type: 'report.not-reached', actor: 'system:mail' })
      await world.triager.does(`/api/reports/${id}/reach-otherwise`, {
        reason: 'Told by telephone.',
      })
      expect(await listOf(world.triager, '/api/reports?facet=unread:unreached')).toEqual([])
      const again = await world.triager.post(`/api/reports/${id}/reach-otherwise`, {
        input: { reason: 'Once more.' },
      })
      expect(again.body.code).toBe('report/all-reached')
    })
  })
})

describe('The listener', () => {
  let world: MailWorld
  beforeAll(async () => {
    world = await openMailWorld()
  })
  afterAll(() => world?.close())

  test('relays nothing and takes mail for its own addresses only', async () => {
    const smtp = await openSmtp(world.port)
    expect(await smtp.answer()).toMatch(/^220 /)
    await smtp.says('EHLO mx.elsewhere.example')
    await smtp.says('MAIL FROM:<a@elsewhere.example>')
    for (const to of [
      'b@elsewhere.example',
      'nobody@maker.example',
      'security@maker.example.evil.example',
    ])
      expect(await smtp.says(`RCPT TO:<${to}>`)).toMatch(/^550 /)
    expect(await smtp.says('DATA')).toMatch(/^503 /)
    expect(await smtp.says('AUTH PLAIN AGEAYg==')).toMatch(/^50\d /)
    smtp.socket.destroy()
  })

  test('refuses 5 GB by its announced size, before a byte of it', async () => {
    const smtp = await openSmtp(world.port)
    await smtp.answer()
    expect(await smtp.says('EHLO mx.elsewhere.example')).toContain(`SIZE ${limits.mail.bytes}`)
    expect(await smtp.says('MAIL FROM:<a@elsewhere.example> SIZE=5368709120')).toMatch(/^552 /)
    smtp.socket.destroy()
  })

  // 5 GB take too long here: the same stream, cut off by the server at the limit of one mail.
  test('hangs up on an attachment without end, and its memory stays small', {
    timeout: 120_000,
  }, async () => {
    const smtp = await openSmtp(world.port)
    await smtp.answer()
    await smtp.says('EHLO mx.elsewhere.example')
    await smtp.says('MAIL FROM:<a@elsewhere.example>')
    await smtp.says('RCPT TO:<security@maker.example>')
    await smtp.says('DATA')
    const before = process.memoryUsage()
    const piece = Buffer.from(`${'x'.repeat(76)}\r\n`.repeat(10_000))
    let sent = 0
    let most = 0
    let answer = ''
    void smtp.answer().then((said) => {
      answer = said
    })
    smtp.socket.write('Subject: Endless\r\n\r\n')
    while (answer === '' && sent < 4 * limits.mail.bytes) {
      sent += piece.length
      await new Promise<void>((resolve) => {
        smtp.socket.write(piece, () => resolve())
      })
      most = Math.max(most, process.memoryUsage().rss - before.rss)
    }
    expect(answer).toMatch(/^552 /)
    expect(sent).toBeLessThan(3 * limits.mail.bytes)
    // Server and sender are this one process here.
    expect(most).toBeLessThan(300_000_000)
    smtp.socket.destroy()
    const titles = (await listOf(world.triager, '/api/reports?limit=200')).map(({ title }) => title)
    expect(titles).not.toContain('Endless')
  })

  test('proves itself by a marked mail, which never becomes a report', async () => {
    const before = (await listOf(world.triager, '/api/reports?limit=200')).length
    const { body } = await world.triager.post('/api/intake/self-test', { channel: 'smtp' })
    expect(body).toMatchObject({ ok: true })
    expect((await listOf(world.triager, '/api/reports?limit=200')).length).toBe(before)
  })
})
