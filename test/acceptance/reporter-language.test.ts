import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MailWorld, openMailWorld } from '../support/mail-world.ts'
import { mailOf } from '../support/mails.ts'
import { listOf, stateOf } from '../support/work/team.ts'

// Clause 9.2: who reports is answered in their own language, on the page and by mail.
const french = `
language.name: Français
language.time-zone: Pacific/Kiritimati
policy.lead: Si vous avez trouvé une faille dans un de nos produits, nous voulons le savoir.
policy.promise.day: Nous convenons avec vous du jour de la publication.
mail.received.subject: Nous avons votre signalement
mail.received: Merci pour votre signalement. Il a la référence {reference}.
mail.received.next: Une personne vous répond avant le {day}.
told.withdrawn: Vous avez retiré votre signalement.
`

let world: MailWorld
beforeAll(async () => {
  world = await openMailWorld({}, undefined, { 'fr.yaml': french })
})
afterAll(() => world?.close())

const sendsForm = async (lang: string, fields: Record<string, string>) => {
  const answer = await world.maker.fetch(`/report?lang=${lang}`, {
    method: 'POST',
    body: new URLSearchParams({ description: 'Plain HTTP.', ...fields }),
  })
  const page = await answer.text()
  expect(answer.status).toBe(201)
  const reference = /<dd id="reference">([^<]+)</.exec(page)?.[1] ?? ''
  return { page, reference, link: /(\/r\/[\w-]{43})/.exec(page)?.[1] ?? '' }
}
const mailsTo = async (address: string) => {
  await world.maker.settle()
  return world.mail.mails.filter(({ to }) => to.includes(address)).map(({ mail }) => mail)
}
const lastTo = async (address: string) => (await mailsTo(address)).at(-1)
const pageIn = async (link: string, lang: string) =>
  (await world.maker.fetch(`${link}?lang=${lang}`)).text()

test.each([
  ['en', 'cannot send you a new one', 'to the e-mail address that you gave'],
  ['de', 'keinen neuen schicken', 'an die E-Mail-Adresse schicken, die Sie angegeben haben'],
])(
  'the page after sending in %s speaks of a given address only to who gave one',
  async (lang, only, mailed) => {
    const anonymous = await sendsForm(lang, { reporterEmail: ' ' })
    expect(anonymous.page).toContain(only)
    expect(anonymous.page).not.toContain(mailed)
    const named = await sendsForm(lang, { reporterEmail: 'nina@klinik.example' })
    expect(named.page).toContain(mailed)
    expect(named.page).not.toContain(only)
  },
)

describe('a report by the form in German', () => {
  const address = 'gerda@klinik.example'
  let sent: Awaited<ReturnType<typeof sendsForm>>
  beforeAll(async () => {
    sent = await sendsForm('de', { reporterEmail: address })
  })

  test('is acknowledged by a German mail that says what comes next, by when, and where', async () => {
    const mail = await lastTo(address)
    expect(mail?.subject).toBe(`[${sent.reference}] Wir haben Ihre Meldung`)
    expect(mail?.headers.get('content-language')).toBe('de')
    expect(mail?.text).toMatch(/^Danke für Ihre Sicherheitsmeldung\./)
    expect(mail?.text).toMatch(/Bis \d+\. \p{L}+ \d{4} antwortet Ihnen ein Mensch\./u)
    expect(mail?.text).toContain('antworten Sie auf diese Mail')
    expect(mail?.text).toContain('/report/link?lang=de')
    expect(mail?.text).toContain('Der Stand unseres Verzeichnisses')
    expect(mail?.text).not.toMatch(/Plain HTTP|\{\w+\}|undefined/)
  })

  test('is asked, answered and closed by German mails around the words of people', async () => {
    const path = `/api/reports/${sent.reference}`
    const { triager } = world
    await triager.does(`${path}/reply`, { message: 'Welche Version?', question: true })
    const asked = await lastTo(address)
    expect(asked?.subject).toContain('Eine Frage zu Ihrer Meldung: bitte antworten Sie')
    expect(asked?.text).toContain('\n\nWelche Version?\n\n')
    await triager.does(`${path}/conclude`, {
      exit: 'obsolete-product',
      reason: 'Sold until 2011.',
      message: 'Das Gerät ist von 2011.',
    })
    const closed = await lastTo(address)
    expect(closed?.subject).toContain('Ihre Meldung ist abgeschlossen')
    expect(closed?.text).toContain('Wir unterstützen das Produkt nicht mehr')
    expect(closed?.text).toContain('Das Gerät ist von 2011.')
    expect(closed?.text).not.toContain('Sold until')
  })
})

test('a new link goes out in the language of the report', async () => {
  const address = 'lea@klinik.example'
  const { reference } = await sendsForm('de', { reporterEmail: address })
  await lastTo(address)
  await world.maker.fetch('/report/link', {
    method: 'POST',
    body: new URLSearchParams({ reference, contact: address }),
  })
  await expect.poll(async () => (await mailsTo(address)).length, { timeout: 20_000 }).toBe(2)
  const mail = await lastTo(address)
  expect(mail?.subject).toBe(`[${reference}] Der neue Link zu Ihrer Meldung`)
  const token = /\/r\/[\w-]{43}/.exec(mail?.text ?? '')?.[0] ?? ''
  expect((await world.maker.fetch(token)).status).toBe(200)
})

test('what the server told by itself is told in the language that the page is shown in', async () => {
  const { reference, link } = await sendsForm('en', {})
  const [{ id }] = await listOf(world.triager, `/api/reports?search=${reference}`)
  const opened = await world.triager.does('/api/cases/open', { title: 'Plain HTTP', report: id })
  await world.maker.settle()
  expect((await stateOf(world.triager, `/api/reports/${id}`)).cases).toEqual([opened.id])
  await world.maker.fetch(`${link}/withdraw`, { method: 'POST', body: new URLSearchParams() })
  const page = (lang: string) => pageIn(link, lang)
  expect(await page('en')).toContain('You took your report back, and we write to you no more.')
  expect(await page('de')).toContain('Sie haben Ihre Meldung zurückgezogen, und wir schreiben')
  expect(await page('fr')).toContain('Vous avez retiré votre signalement.')
  // The maker's zone, and the one that the French file names, fourteen hours ahead of it.
  expect(await page('en')).toMatch(/\d{4} at \d\d:\d\d UTC</)
  expect(await page('fr')).toMatch(/\d{4} à \d\d:\d\d UTC\+14</)
})

describe('a mail', () => {
  const sends = async (from: string, body: string, headers: Record<string, string> = {}) => {
    await world.sends(
      mailOf({ From: from, Subject: 'Pumpe', 'Message-ID': `<${from}>`, ...headers }, body),
      { from },
    )
    return lastTo(from)
  }

  test('in German is acknowledged in German', async () => {
    const body = 'Guten Tag, die Pumpe startet neu, wenn man ein langes Wort in das Feld eingibt.'
    const mail = await sends('hans@klinik.example', body, { 'Content-Language': 'en-US' })
    expect(mail?.subject).toContain('Wir haben Ihre Meldung')
    expect(mail?.inReplyTo).toBe('<hans@klinik.example>')
  })

  test('in the language of a file that the maker added is acknowledged in it', async () => {
    const body =
      'Bonjour, nous avons trouvé une faille dans un de vos produits, et vous devez le savoir.'
    const mail = await sends('luc@hopital.example', body)
    expect(mail?.subject).toContain('Nous avons votre signalement')
    expect(mail?.text).toMatch(/Une personne vous répond avant le \d+ \p{Ll}+ \d{4}\./u)
    // What the file lacks is English, and keeps no mail from leaving.
    expect(mail?.text).toContain('To tell us more, answer this mail.')
  })

  test('whose words tell nothing goes by its header, else by the maker’s language', async () => {
    const dump = '0x00ff13 SIGSEGV libfoo.so.2'
    const told = await sends('a@x.example', dump, { 'Content-Language': 'de-AT, en' })
    expect(told?.subject).toContain('Wir haben Ihre Meldung')
    const wrong = await sends('b@x.example', dump, { 'Content-Language': '"; drop' })
    expect(wrong?.subject).toContain('We have your report')
    const unknown = await sends('c@x.example', dump, { 'Content-Language': 'tlh' })
    expect(unknown?.subject).toContain('We have your report')
  })
})

describe('a report by the API', () => {
  const receives = (language: string) =>
    world.triager.post('/api/reports/receive', {
      input: {
        source: 'd',
        description: 'Plain HTTP.',
        reporterEmail: `${language || 'none'}@api.example`,
        language,
      },
    })

  test('says its language, and a wrong one is refused', async () => {
    expect((await receives('de-CH')).status).toBe(201)
    expect((await lastTo('de-CH@api.example'))?.subject).toContain('Wir haben Ihre Meldung')
    expect((await receives('deutsch, bitte')).status).toBe(400)
    expect((await receives('')).status).toBe(201)
    expect((await lastTo('none@api.example'))?.subject).toContain('We have your report')
  })
})

test('a report under embargo is written of without what was written', async () => {
  const address = 'erik@klinik.example'
  const { reference, link } = await sendsForm('de', { reporterEmail: address })
  const path = `/api/reports/${reference}`
  const { person } = world.triager
  await world.triager.does(`${path}/set-embargo`, {
    named: [`person:${person}`],
    reason: 'A patch is not there yet.',
  })
  await world.triager.does(`${path}/reply`, { message: 'The heap overflow in parser.c is real.' })
  const mail = await lastTo(address)
  expect(mail?.subject).toContain('Eine Nachricht zu Ihrer Meldung')
  expect(mail?.text).not.toContain('parser.c')
  expect(mail?.text).toContain('vertraulich')
  expect(await pageIn(link, 'de')).toContain('The heap overflow in parser.c is real.')
})
