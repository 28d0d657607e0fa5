import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseContract } from '../../src/cases/contract.ts'
import { receive, reportContract } from '../../src/intake/contract.ts'
import { needsShared } from '../support/shared.ts'
import { type Attacked, onEachMaker } from './attacked-maker.ts'
import { elementsOf, type Fitting, inputWith, naughtyStrings } from './hostile-input.ts'

const nowhere = '01890000-0000-7000-8000-000000000000'

onEachMaker('hostile text', (open) => {
  let maker: Attacked
  beforeAll(async () => {
    maker = await open()
  })
  afterAll(() => maker?.close())

  const send = async (path: string, body: unknown) => {
    const told = await maker.raw(path, JSON.stringify(body))
    if (told.status >= 500) expect.fail(`${path} ${JSON.stringify(body)}: ${told.text}`)
    return { status: told.status, body: JSON.parse(told.text) }
  }
  const get = async (path: string) => {
    const response = await maker.fetch(path, { headers: maker.operator })
    const text = await response.text()
    if (response.status >= 500) expect.fail(`${path}: ${text}`)
    return { status: response.status, text }
  }
  const fitting = (ids: Record<string, string> = {}): Fitting => ({
    ids,
    otherId: nowhere,
    day: new Date(maker.time.now).toISOString().slice(0, 10),
  })
  const receiveWith = (text: string) =>
    send('/api/reports/receive', { input: inputWith(receive, text, fitting()) })

  describe.runIf(needsShared('suites', 'naughty-strings'))(
    'from the list of naughty strings',
    () => {
      const strings = naughtyStrings()

      test('is kept as it came in every field of a report, or refused', async () => {
        const keep = async (text: string): Promise<number> => {
          const { status, body } = await receiveWith(text)
          // Empty and sealed-looking text is refused; all else is taken.
          const expected = text.trim() === '' ? 400 : text.startsWith('sealed:') ? 422 : 201
          expect([status, text]).toEqual([expected, text])
          if (status !== 201) return 0
          const { state } = JSON.parse((await get(`/api/reports/${body.id}`)).text)
          for (const field of ['description', 'steps', 'impact', 'reporterName'])
            expect([field, state[field]]).toEqual([field, text.trim().slice(0, 300)])
          return 1
        }
        let kept = 0
        for (let from = 0; from < strings.length; from += 8) {
          const counts = await Promise.all(strings.slice(from, from + 8).map(keep))
          for (const count of counts) kept += count
        }
        expect(kept).toBeGreaterThan(490)
      }, 120_000)

      test('is answered or refused as an id, a filter, a mark or a question', async () => {
        const asked = (text: string) => encodeURIComponent(text.slice(0, 190).toWellFormed())
        const paths = [
          (text: string) => `/api/reports/${asked(text.slice(0, 60))}`,
          (text: string) => `/api/reports?search=${asked(text)}`,
          (text: string) => `/api/reports?owner=${asked(text)}&status=${asked(text)}`,
          (text: string) => `/api/reports?facet=tag:${asked(text)}&sort=title`,
          (text: string) =>
            `/api/reports?sort=title&cursor=${asked(JSON.stringify([text, nowhere]))}`,
          (text: string) => `/api/search?q=${asked(text)}`,
          (text: string) => `/r/${asked(text.slice(0, 60))}`,
        ]
        for (const [index, text] of strings.entries()) {
          // All strings by turns, and those that we added everywhere.
          const some = index < strings.length - 20 ? [paths[index % paths.length]] : paths
          for (const path of some) if (path !== undefined) await get(path(text))
        }
      })

      test('is taken or refused by every command of a report and a case', async () => {
        const report = (await receiveWith('A flaw')).body.id
        const opened = await send('/api/cases/open', { input: { title: 'A flaw', report } })
        const about: Record<string, string> = { report, case: opened.body.id }
        const answers = new Map<string, Set<number>>()
        for (const contract of [reportContract, caseContract])
          for (const [index, command] of contract.commands.entries()) {
            if (command.internal === true || command.name === 'conclude') continue
            const { collection, kind } = contract
            // Otherwise nothing of it would be tried: say its form in hostile-input.ts.
            const harmless = command.input.safeParse(inputWith(command, 'word', fitting(about)))
            expect([kind, command.name, harmless.error]).toEqual([kind, command.name, undefined])
            const path = `/api/${collection}/${command.creates ? '' : `${about[kind]}/`}${command.name}`
            const seen = new Set<number>()
            for (const [at, text] of strings.entries())
              if (at % 16 === index % 16 || at >= strings.length - 12)
                seen.add(
                  (await send(path, { input: inputWith(command, text, fitting(about)) })).status,
                )
            answers.set(`${kind} ${command.name}`, seen)
          }
        // Those whose input is text alone took it.
        for (const name of ['report reply', 'case open', 'case describe', 'case note'])
          expect([name, [...(answers.get(name) ?? [])].some((status) => status < 300)]).toEqual([
            name,
            true,
          ])
      }, 120_000)

      test('stays text on every page of the portal', async () => {
        const fields = ['title', 'description', 'product', 'productVersion', 'steps', 'impact']
        const more = ['disclosurePlans', 'credit', 'reporterName']
        const submit = async (text: string, extra: Record<string, string> = {}) => {
          const form = new URLSearchParams(extra)
          for (const field of [...fields, ...more])
            form.set(field, text.slice(0, 300).toWellFormed())
          const response = await maker.fetch('/report', {
            method: 'POST',
            headers: maker.operator,
            body: form,
          })
          return { status: response.status, page: await response.text() }
        }
        const reporterPage = async (page: string) => {
          const link = /href="[^"]*(\/r\/[\w-]{43})"/.exec(page)?.[1] ?? ''
          return { link, text: await (await maker.fetch(link)).text() }
        }
        const add = async (link: string, message: string) => {
          const body = new URLSearchParams({ message })
          const response = await maker.fetch(link, {
            method: 'POST',
            headers: maker.operator,
            body,
          })
          return { status: response.status, page: await response.text() }
        }
        const harmless = await submit('harmless')
        const { link: own, text: ownPage } = await reporterPage(harmless.page)
        const pages = [
          harmless.page,
          ownPage,
          (await submit('harmless', { reporterEmail: 'no address' })).page,
          (await submit('', { reporterEmail: 'no address' })).page,
          (await add(own, 'harmless')).page,
          (await add(own, '')).page,
        ]
        const ours = new Set(pages.flatMap((page) => [...elementsOf(page)]))
        const foreign = (page: string) => [...elementsOf(page)].filter((part) => !ours.has(part))
        const attack = async (text: string, more: boolean) => {
          const { status, page } = await submit(text)
          expect([status < 500, foreign(page), text]).toEqual([true, [], text])
          if (status === 201) {
            const { link, text: told } = await reporterPage(page)
            expect([foreign(told), text]).toEqual([[], text])
            const added = more ? await add(link, text) : { status: 200, page: '' }
            expect([added.status < 500, foreign(added.page), text]).toEqual([true, [], text])
          }
          const again = more ? await submit(text, { reporterEmail: 'no address' }) : undefined
          expect([again?.status ?? 400, foreign(again?.page ?? ''), text]).toEqual([400, [], text])
        }
        for (let from = 0; from < strings.length; from += 8)
          await Promise.all(
            strings
              .slice(from, from + 8)
              .map((text, at) => attack(text, at === 0 || from > strings.length - 24)),
          )
      }, 120_000)
    },
  )

  test('in the fields of a sign-in is no more than a wrong one', async () => {
    for (const text of ['\u0000', "' or 1=1 --", '💉', 'x'.repeat(400), 'a\u0000b@example.org']) {
      const { status } = await send('/api/session', { login: text, password: text, code: text })
      expect([400, 401]).toContain(status)
    }
  })

  test('does no harm', () => maker.expectUnharmed(), 60_000)
})
