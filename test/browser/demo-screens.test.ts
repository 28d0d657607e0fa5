import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { faultsOf, focused, goTo, linksOf } from './demo/screen.ts'
import { type DemoWorkspace, openDemoWorkspace } from './demo/workspace.ts'
import type { Visitor } from './workbench/visitor.ts'

/** Who looks at which records: together they see every one, and each in a role of their own. */
const readers: readonly (readonly [
  login: string,
  collections: readonly string[],
  screens?: readonly string[],
])[] = [
  ['mirko', ['reports', 'patches']],
  ['erika', ['cases', 'open-reviews', 'findings'], ['cases/import', 'risks/import']],
  ['anna', ['risks', 'messages', 'clause-reviews']],
  ['wanda', ['documents', 'looks', 'defects']],
  ['ralf', ['releases', 'updates', 'advisories', 'distributions']],
  ['helena', ['products', 'activities', 'people', 'channels']],
]

/** Looked at by tests of their own: what is told of all reports, two of them, and pages of documents. */
const elsewhere = /^(reports\/(figures|sources|[^/]+\/compare)|documents\/[^/]+\/(read|compare))$/

const screens = [
  ...['cases/board', 'defects/board', 'due', 'flow', 'for-you'],
  ...['clauses', 'ledger', 'deliveries', 'account', 'search?q=gateway'],
]

/** What answers a list of records. */
interface Listed {
  readonly id: string
  readonly humanId: string
  readonly status: string
}

describeWith('chromium', 'Every screen of the demo', () => {
  let workspace: DemoWorkspace
  const shown = new Set<string>()
  const known = new Set<string>()
  const linked = new Set<string>()

  beforeAll(async () => {
    workspace = await openDemoWorkspace()
  })

  afterAll(() => workspace?.close())

  const listed = async (visitor: Visitor, collection: string): Promise<readonly Listed[]> => {
    const answer = await visitor.context.request.get(
      `${workspace.url}/api/${collection}?limit=200&sort=opened&order=asc`,
    )
    // As the API declares it.
    return ((await answer.json()) as { items: readonly Listed[] }).items
  }

  /** The faults of each of these screens, by their path; `checker` says where axe looks too. */
  const faultsAt = async (
    visitor: Visitor,
    paths: readonly string[],
    checker: (path: string) => boolean,
  ): Promise<Readonly<Record<string, readonly string[]>>> => {
    const all: Record<string, readonly string[]> = {}
    for (const path of paths) {
      await goTo(visitor, path)
      const faults = await faultsOf(visitor, checker(path))
      if (faults.length > 0) all[path] = faults
      for (const link of await linksOf(visitor)) linked.add(link)
      shown.add(path)
    }
    return all
  }

  describe('can be read on a telephone', () => {
    for (const [login, collections, others = []] of readers)
      test(`${collections.join(', ')}: every record`, async () => {
        const visitor = await workspace.visit(login, {
          width: 360,
          scheme: login.length % 2 === 0 ? 'light' : 'dark',
        })
        await visitor.open('/')
        const paths = [...others]
        // The accessibility checker is slow: it looks at the first record in each state.
        const first = new Map<string, string>()
        for (const collection of collections) {
          // The three channels of the demo say that they are open a moment after the server listens.
          if (collection === 'channels')
            await expect
              .poll(async () => (await listed(visitor, collection)).length, { timeout: 30_000 })
              .toBeGreaterThanOrEqual(3)
          paths.push(collection)
          first.set(collection, collection)
          for (const { id, humanId, status } of await listed(visitor, collection)) {
            // A record is found by either of its ids.
            known.add(`${collection}/${id}`)
            const path = `${collection}/${humanId}`
            paths.push(path)
            if (!first.has(`${collection} ${status}`)) first.set(`${collection} ${status}`, path)
          }
        }
        // A report of a case under embargo is shown to those named on it, and to no triager.
        for (const { id, humanId } of await listed(visitor, 'reports'))
          known.add(`reports/${id}`).add(`reports/${humanId}`)
        const checked = new Set([...others, ...first.values()])
        expect(await faultsAt(visitor, paths, (path) => checked.has(path))).toEqual({})
        await visitor.close()
      }, 90_000)

    test('the board, what is due, the flow, clauses, ledger, deliveries, account, search', async () => {
      const visitor = await workspace.visit('judith', { width: 360 })
      await visitor.open('/')
      expect(await faultsAt(visitor, screens, () => true)).toEqual({})
      // A clause is looked at with every duty opened.
      for (const clause of ['9.2', '9.5', '4.1.9', '5.8.2', '6.3']) {
        await goTo(visitor, `clauses/${clause}`)
        for (const duty of await visitor.page.locator('.duty-card').all())
          if ((await duty.getAttribute('open')) === null) await duty.locator('summary').click()
        expect(await faultsOf(visitor, clause === '4.1.9')).toEqual([])
        shown.add(`clauses/${clause}`)
        for (const link of await linksOf(visitor)) linked.add(link)
      }
      // A verdict that a person gave never looks like one that was found.
      await goTo(visitor, 'clauses?product=all')
      expect(await faultsOf(visitor, true)).toEqual([])
      const decided = visitor.page.getByRole('row', { name: '4.1.9/defect-system' })
      expect(await decided.innerText()).toContain('by decision')
      await decided.getByRole('link').click()
      await visitor.page.getByText('The review found: partial').waitFor()
      for (const link of await linksOf(visitor)) linked.add(link)
      await visitor.close()
    }, 90_000)
  })

  test('can be used by keyboard alone, the focus in sight', async () => {
    const visitor = await workspace.visit('tomas', { width: 1_024 })
    const { page } = visitor
    await visitor.open('/cases')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await focused(page)).toMatchObject({ tag: 'MAIN' })
    await page.keyboard.press('Tab')
    // Behind the link that skips the navigation, nothing hides under the bar at the top.
    expect(await focused(page)).toMatchObject({ words: 'As a board', hidden: false, drawn: true })
    for (let line = 0; line < 4; line++) await page.keyboard.press('j')
    expect(await focused(page)).toMatchObject({ tag: 'A', hidden: false })
    await page.keyboard.press('Enter')
    await page.locator('.path').waitFor()
    expect(await focused(page)).toMatchObject({ tag: 'H1' })
    await page.keyboard.press('Tab')
    const before = await focused(page)
    expect(before).toMatchObject({ tag: 'BUTTON', hidden: false, drawn: true })
    await page.keyboard.press('Enter')
    const form = page.getByRole('dialog')
    await form.waitFor()
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab')
      expect(await focused(page)).toMatchObject({ inDialog: true, drawn: true })
    }
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'detached' })
    // The focus goes back once the sheet is gone.
    await expect.poll(() => focused(page)).toEqual(before)
    expect(visitor.complaints()).toEqual([])
    await visitor.close()
  }, 60_000)

  test('leads only to screens that are there', () => {
    const there = new Set([...known, ...shown, ...screens.map((path) => path.split('?')[0] ?? '')])
    expect([...linked].filter((path) => !there.has(path) && !elsewhere.test(path)).sort()).toEqual(
      [],
    )
    expect(shown.size).toBeGreaterThan(80)
  })
})
