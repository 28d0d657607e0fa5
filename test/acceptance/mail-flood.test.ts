import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../../src/kernel/limits.ts'
import { type MailWorld, openMailWorld } from '../support/mail-world.ts'
import { mailOf } from '../support/mails.ts'
import { openSmtp } from '../support/smtp-session.ts'
import { makeCertificate } from '../support/work/audit-logs.ts'
import { sendsForm } from '../support/work/report.ts'
import { listOf } from '../support/work/team.ts'

const perMinute = 20
let folder: string
let world: MailWorld
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mail-flood-'))
  world = await openMailWorld({ perMinute, tls: await makeCertificate(folder, '127.0.0.1') })
})
afterAll(async () => {
  await world?.close()
  await rm(folder, { recursive: true, force: true })
})

test('takes mail over STARTTLS where a certificate is set', async () => {
  const transport = createTransport({
    host: '127.0.0.1',
    port: world.port,
    requireTLS: true,
    tls: { rejectUnauthorized: false },
  })
  try {
    const { response } = await transport.sendMail({
      raw: mailOf({ Subject: 'Under a seal' }, 'Text.'),
      envelope: { from: 'rita@university.example', to: ['security@maker.example'] },
    })
    expect(response).toMatch(/^250 /)
  } finally {
    transport.close()
  }
  world.maker.time.now += 60_000
})

test('puts off 10,000 mails of one host in a minute, and the other ways stay open', {
  timeout: 300_000,
}, async () => {
  const smtp = await openSmtp(world.port)
  await smtp.answer()
  await smtp.says('EHLO mx.flood.example')
  let taken = 0
  let later = 0
  for (let number = 0; number < 10_000; number++) {
    const answer = await smtp.says(`MAIL FROM:<sender-${number}@flood.example>`)
    if (answer.startsWith('450 ')) {
      later++
      // In the middle of it, others are served.
      if (later === 5_000) {
        const sent = await sendsForm(world.maker, { description: 'Amid the flood.' })
        expect(sent.status).toBe(201)
        const { status } = await world.triager.post('/api/reports/receive', {
          input: { source: 'c', description: 'By the API.' },
        })
        expect(status).toBe(201)
      }
      continue
    }
    expect(answer).toMatch(/^250 /)
    await smtp.says('RCPT TO:<security@maker.example>')
    expect(await smtp.says('DATA')).toMatch(/^354 /)
    const mail = mailOf({ Subject: `Flood ${number}` }, 'Text.')
    expect(await smtp.says(`${mail}.`)).toMatch(/^250 /)
    taken++
  }
  smtp.socket.destroy()
  expect({ taken, later }).toEqual({ taken: perMinute, later: 10_000 - perMinute })
  const reports = await listOf(world.triager, '/api/reports?limit=200')
  expect(reports.filter(({ title }) => title.startsWith('Flood '))).toHaveLength(perMinute)
  // A minute later the host has its share again: nobody is shut out for good.
  world.maker.time.now += 60_000
  expect((await world.sends(mailOf({ Subject: 'Afterwards' }, 'Text.'))).response).toMatch(/^250 /)
})

test('answers no more connections of one host than its share', async () => {
  const open = []
  for (let number = 0; number < limits.mail.smtp.perHost; number++) {
    const smtp = await openSmtp(world.port)
    expect(await smtp.answer()).toMatch(/^220 /)
    open.push(smtp)
  }
  const one = await openSmtp(world.port)
  expect(await one.answer()).toMatch(/^421 /)
  for (const { socket } of [...open, one]) socket.destroy()
})
