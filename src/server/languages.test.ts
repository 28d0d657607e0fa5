import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Maker, openMaker } from '../../test/support/maker.ts'
import { limits } from '../kernel/limits.ts'

const french = `
language.name: Français
form.title: Signaler une vulnérabilité
field.description: Qu’avez-vous trouvé ?
no.such.text: rien
`

describe('a maker’s own languages of the public pages', () => {
  let maker: Maker
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'maker-'))
    const languages = join(folder, 'languages')
    await mkdir(languages)
    await writeFile(join(languages, 'fr.yaml'), french)
    await writeFile(join(languages, 'de.yaml'), 'policy.lead: Schreiben Sie uns.')
    await writeFile(join(languages, 'pl.yaml'), 'form.title: [a, list]')
    await writeFile(join(languages, 'it.yaml'), `form.title: ${'x'.repeat(limits.language.bytes)}`)
    await writeFile(join(languages, 'es.yaml'), 'a: &a [*a, *a]')
    await writeFile(join(languages, 'latin words.yaml'), 'form.title: Nuntiare')
    maker = await openMaker({ folder })
  })
  afterAll(() => maker?.close())

  const read = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await maker.fetch(path, { headers })
    return { answer, page: await answer.text() }
  }

  test('are offered beside ours, and those that cannot be read are left out', async () => {
    const { page } = await read('/report')
    const offered = [...page.matchAll(/href="\?lang=([\w-]+)"/g)].map(([, tag]) => tag)
    expect(offered).toEqual(['en', 'de', 'fr'])
    const txt = await (await maker.fetch('/.well-known/security.txt')).text()
    expect(txt).toContain('Preferred-Languages: en, de, fr\r\n')
  })

  test('are spoken as far as they go, and a report comes in by them', async () => {
    const { answer, page } = await read('/report', { 'accept-language': 'fr-CA,fr;q=0.8' })
    expect(answer.headers.get('content-language')).toBe('fr')
    expect(page).toContain('<html lang="fr"')
    expect(page).toContain('Signaler une vulnérabilité</h1>')
    expect(page).toContain('<span lang="en" dir="ltr">Send the report</span>')
    const sent = await maker.fetch('/report?lang=fr', {
      method: 'POST',
      body: new URLSearchParams({ description: 'Mot de passe connu.' }),
    })
    expect(sent.status).toBe(201)
  })

  test('put their words in the place of ours, and leave the rest', async () => {
    const { page } = await read('/security', { 'accept-language': 'de' })
    expect(page).toContain('Schreiben Sie uns.')
    expect(page).toContain('Was wir zusagen')
  })

  test('stay as they were chosen: links carry it, forms come back in it', async () => {
    const { page } = await read('/security?lang=de', { 'accept-language': 'fr' })
    expect(page).toContain('href="/report?lang=de"')
    const refused = await maker.fetch('/report?lang=de', {
      method: 'POST',
      headers: { 'accept-language': 'fr' },
      body: new URLSearchParams({ description: '', reporterEmail: 'jo' }),
    })
    const back = await refused.text()
    expect(refused.status).toBe(400)
    expect(back).toContain('action="/report?lang=de"')
    expect(back).toContain('Sagen Sie in wenigen Worten, was Sie gefunden haben.')
    expect(back).toContain('name@example.org')
    // Leaving this page by another language would lose what was typed.
    expect(back).not.toContain('?lang=fr')
  })

  test('are for everybody: a page says that it differs by language', async () => {
    for (const path of ['/security', '/updates/', '/advisories/']) {
      const { answer } = await read(path, { 'accept-language': 'de' })
      expect(answer.headers.get('vary')).toContain('accept-language')
      expect(answer.headers.get('content-language')).toBe('de')
    }
  })

  test('that a stranger makes up are none, and nothing of them comes back', async () => {
    for (const lang of ['tlh', '"><script>', '__proto__', 'constructor', '%0d%0aX: y']) {
      const { answer, page } = await read(`/report?lang=${encodeURIComponent(lang)}`)
      expect([lang, answer.status, answer.headers.get('content-language')]).toEqual([
        lang,
        200,
        'en',
      ])
      expect(page).not.toContain('<script>')
    }
    expect((await read('/report?lang=de&lang=fr')).answer.status).toBe(200)
  })
})
