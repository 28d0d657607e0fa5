import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSecurityTxt } from '../../src/formats/security-txt.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { instantOf } from '../../src/kernel/time.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { type Maker, openMaker } from '../support/maker.ts'
import { onDatabases } from '../support/on-databases.ts'
import { aCase } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { sendsForm } from '../support/work/report.ts'
import { listOf } from '../support/work/team.ts'

// RFC 9116 section 2.5.1 and clause 9.2: who helped is thanked in public, if they wish.
onDatabases('the page of thanks', (openDatabase) => {
  let maker: Maker
  let drop: () => Promise<void>
  let mail: MailServer
  let team: Awaited<ReturnType<typeof staffed>>
  const staffed = async () => ({
    maker,
    mail,
    engineer: await maker.colleague('erika', ['engineer']),
    approver: await maker.colleague('anna', ['approver']),
    manager: await maker.colleague('ralf', ['release-manager']),
    triager: await maker.colleague('tom', ['triager']),
  })
  beforeAll(async () => {
    const place = await openDatabase()
    drop = place.drop
    mail = await startMailServer()
    maker = await openMaker({
      environment: {
        ...place.environment,
        SMTP_URL: mail.url,
        PUBLIC_URL: 'https://psirt.maker.example',
      },
    })
    team = await staffed()
  })
  afterAll(async () => {
    await maker?.close()
    await mail?.close()
    await drop?.()
  })

  const thanks = async (lang = 'en') => (await maker.fetch(`/security/thanks?lang=${lang}`)).text()
  const reportBy = async (name: string, fields: Record<string, string>) => {
    const sent = await sendsForm(maker, {
      description: `Plain HTTP, says ${name}.`,
      credit: name,
      ...fields,
    })
    expect(sent.status).toBe(201)
    const [{ id }] = await listOf(team.triager, `/api/reports?search=${name.split(' ')[0]}`)
    return { id, link: sent.link }
  }
  const setsCredit = (link: string, fields: Record<string, string>) =>
    maker.fetch(`${link}/credit`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })

  test('names who asked for it, once the advisory is out, and takes them away again', async () => {
    const { engineer, approver, manager, triager } = team
    const product = await aProduct(engineer)
    const rita = await reportBy('Rita of <Lantern>', {
      thanks: 'yes',
      creditLink: 'https://lantern.example/rita',
      reporterEmail: 'rita@lantern.example',
    })
    const others = [
      // Named in the advisory alone, not at all, and somebody who changes their mind.
      await reportBy('Quentin', {}),
      await reportBy('Gone Soon', { thanks: 'yes', reporterEmail: 'gone@lantern.example' }),
    ]
    const about = await aCase(team, product, { report: rita.id, disclose: true })
    for (const { id } of others)
      await triager.does(`/api/reports/${id}/link-case`, { case: about.id })
    // A wish without a case that is public stays unheard.
    await reportBy('Eager', { thanks: 'yes' })
    await maker.settle()
    expect(await thanks()).toContain('Nobody is named here yet.')
    await about.takeAllBut()
    const { id } = await engineer.does('/api/advisories/draft', {
      case: about.id,
      title: 'Careline Gateway accepts plain HTTP',
      summary: 'The web interface accepted plain HTTP.',
    })
    await approver.does(`/api/advisories/${id}/approve`, {}, true)
    expect(await thanks()).not.toContain('Rita')
    await manager.does(`/api/advisories/${id}/publish`, {}, true)
    await maker.settle()

    const page = await thanks()
    expect(page).toContain(
      '<a href="https://lantern.example/rita" rel="nofollow ugc noreferrer"><bdi>Rita of &lt;Lantern&gt;</bdi></a>',
    )
    expect(page).toContain('<bdi>Gone Soon</bdi>')
    expect(page).not.toMatch(/Quentin|Eager|CASE-|RPT-|plain HTTP/i)
    expect(await thanks('de')).toContain('Diese Menschen haben uns')

    // The wish is taken back by whoever had it.
    expect((await setsCredit(rita.link, { credit: '', thanks: 'yes' })).status).toBe(303)
    expect(await thanks()).not.toContain('Rita')
    expect((await setsCredit(rita.link, { credit: 'R.', thanks: 'yes' })).status).toBe(303)
    expect(await thanks()).toContain('<bdi>R.</bdi>')
    expect(await (await maker.fetch(rita.link)).text()).toContain('on our page of thanks, once')
    const wrong = await setsCredit(rita.link, { credit: 'R.', creditLink: 'javascript:alert(1)' })
    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toContain('Write a web address like')
    // A report that is for named people only is none for the public.
    await triager.does(`/api/reports/${rita.id}/set-embargo`, {
      named: [`person:${triager.person}`],
      reason: 'A second flaw came up.',
    })
    expect(await thanks()).not.toContain('<bdi>R.</bdi>')
    await maker.fetch(`${others[1]?.link}/withdraw`, {
      method: 'POST',
      body: new URLSearchParams(),
    })
    expect(await thanks()).toContain('Nobody is named here yet.')
  })

  test('is named by security.txt and the policy, and speaks to whoever has no script', async () => {
    const text = await (await maker.fetch('/.well-known/security.txt')).text()
    expect(orThrow(readSecurityTxt(text, maker.time.now)).acknowledgments).toEqual([
      'https://psirt.maker.example/security/thanks',
    ])
    expect(await (await maker.fetch('/security')).text()).toContain('href="/security/thanks"')
    expect(await thanks()).not.toContain('<script')
  })

  test('loses a person who is erased', async () => {
    const { engineer, approver, manager } = team
    const product = await aProduct(engineer)
    const ever = await reportBy('Everard', { thanks: 'yes', reporterEmail: 'ever@lantern.example' })
    const about = await aCase(team, product, { report: ever.id, disclose: true })
    await about.takeAllBut()
    const { id } = await engineer.does('/api/advisories/draft', {
      case: about.id,
      title: 'Another one',
      summary: 'The web interface accepted plain HTTP.',
    })
    await approver.does(`/api/advisories/${id}/approve`, {}, true)
    await manager.does(`/api/advisories/${id}/publish`, {}, true)
    await maker.settle()
    expect(await thanks()).toContain('<bdi>Everard</bdi>')
    const { sealing } = maker.server.parts
    await sealing.erase(
      sealing.personIdOf('ever@lantern.example'),
      'asked for it',
      instantOf(maker.time.now),
    )
    expect(await thanks()).not.toContain('Everard')
  })
})
