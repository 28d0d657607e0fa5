import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { createImporter } from '../../src/server/imports/import-document.ts'
import type { Colleague } from '../support/maker.ts'
import { needsShared } from '../support/shared.ts'
import { jsonOf, suiteFiles } from '../support/suites.ts'
import { type ACase, aCase, caseSteps, goodTest } from '../support/work/case.ts'
import { inside } from '../support/work/inside.ts'
import { aTeam, stateOf, tries } from '../support/work/team.ts'

// Every advisory of CISA on operational technology: import, case, decisions, advisory, closure. Each
// vulnerability in it is a case of its own, as 9.5 has it.
const team = aTeam(['triager', 'engineer', 'approver', 'manager'])
const files = suiteFiles('csaf_files/OT/**/*.json', 'csaf-cisa-ot')

/** What CISA wrote, as far as this needs it. */
interface Branch {
  readonly category: string
  readonly name: string
  readonly product?: { readonly product_id: string }
  readonly branches?: readonly Branch[]
}
interface Vulnerability {
  readonly cve?: string
  readonly cwe?: { readonly id: string }
  readonly title?: string
  readonly scores?: readonly { readonly cvss_v3?: { readonly vectorString: string } }[]
  readonly product_status?: Readonly<Record<string, readonly string[]>>
  readonly remediations?: readonly { readonly category: string; readonly details: string }[]
}
interface Advisory {
  readonly document: { readonly title: string }
  readonly product_tree?: { readonly branches?: readonly Branch[] }
  readonly vulnerabilities?: readonly Vulnerability[]
}

/** Where a product id stands in the tree: whose product it is, and which revision of it. */
interface Place {
  readonly vendor: string
  readonly name: string
  readonly revision: string
}

const placesOf = ({ product_tree: tree }: Advisory): readonly Place[] =>
  placesIn(tree?.branches ?? []).map(([, place]) => place)

const placesIn = (branches: readonly Branch[], above: readonly Branch[] = []): [string, Place][] =>
  branches.flatMap((branch) => {
    const path = [...above, branch]
    const named = (category: string) => path.find((one) => one.category === category)?.name
    const own: [string, Place][] =
      branch.product === undefined
        ? []
        : [
            [
              branch.product.product_id,
              {
                vendor: named('vendor') ?? 'unknown',
                name: named('product_name') ?? branch.name,
                revision: branch.name,
              },
            ],
          ]
    return [...own, ...placesIn(branch.branches ?? [], path)]
  })

const words = {
  fixed: 'fixed',
  known_affected: 'affected',
  known_not_affected: 'not-affected',
  under_investigation: 'under-investigation',
} as const

/** Cases by id, as the list of refusals calls them. */
const names = new Map<string, string>()

const fixedIn = 'the fixed revision'

interface Underway {
  readonly about: ACase
  readonly title: string
  readonly touched: readonly string[]
}

const distinct = <Row extends { readonly product: string; readonly revision: string }>(
  rows: readonly Row[],
): Row[] => [...new Map(rows.map((row) => [`${row.product} ${row.revision}`, row])).values()]

/** Every refusal on the way, and what was to be done then. */
const refusals: { readonly code: string; readonly of: string; readonly message: string }[] = []

/** Refused rightly, and why. */
const faultsOfTheInput = [
  // CSAFPID-0227 and -0235 are the same product, FX5UJ-40MR/DSS, in the same range of revisions.
  'icsa-23-306-03.json 0: case/impact-twice',
]

let engineer: Colleague
let approver: Colleague
let manager: Colleague

beforeAll(() => {
  if (files.length === 0) return
  const note = (code: string, path: string, message: string) =>
    code !== 'process/too-slow' &&
    refusals.push({ code, of: names.get(path.split('/')[3] ?? '') ?? path, message })
  engineer = inside(team.maker, team.engineer, ['engineer'], note)
  approver = inside(team.maker, team.approver, ['approver'], note)
  manager = inside(team.maker, team.manager, ['release-manager'], note)
})

/** The ids of products by vendor and name. */
const products = new Map<string, string>()
const keyOf = ({ vendor, name }: Place) => `${vendor}\n${name}`

/** Registers what the advisories speak of, each product with its revisions and the one that is fixed. */
const registerAll = async (places: readonly Place[]) => {
  const revisions = new Map<string, Set<string>>()
  for (const place of places)
    revisions.set(
      keyOf(place),
      (revisions.get(keyOf(place)) ?? new Set([fixedIn])).add(place.revision),
    )
  await atOnce([...revisions], async ([key, all]) => {
    const [maker, name] = key.split('\n')
    const { id } = await engineer.does('/api/products/register', { name, maker })
    products.set(key, id)
    for (const revision of all)
      await engineer.does(`/api/products/${id}/add-revision`, { revision })
  })
}

/** Several at a time, as people work: the database takes what comes together in one commit. */
const atOnce = async <Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>) => {
  const left = items.values()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const item of left) await work(item)
    }),
  )
}

const opened = async (
  file: string,
  importDocument: ReturnType<typeof createImporter>,
): Promise<readonly Underway[]> => {
  const advisory = jsonOf(file) as Advisory
  const imported = await importDocument({
    bytes: readFileSync(file),
    name: basename(file),
    channel: 'api',
    actor: { id: `person:${team.triager.person}`, roles: ['triager'] },
    requestId: 'inside',
  })
  if ('refused' in imported) throw new Error(`${file}: ${imported.code}`)
  const places = new Map(placesIn(advisory.product_tree?.branches ?? []))
  const under: Underway[] = []
  for (const [index, vulnerability] of (advisory.vulnerabilities ?? []).entries()) {
    const rows: { product: string; revision: string; status: string }[] = []
    for (const [status, ids] of Object.entries(vulnerability.product_status ?? {}))
      for (const id of ids) {
        const place = places.get(id)
        if (place === undefined || !(status in words)) throw new Error(`${file}: ${status} ${id}`)
        rows.push({
          product: products.get(keyOf(place)) ?? '',
          revision: place.revision,
          // Of this publisher: known_affected.
          status: words[status as keyof typeof words],
        })
      }
    const [first] = rows
    const report = imported.reports[index]
    if (first === undefined || report === undefined) throw new Error(`${file}: nothing of ${index}`)
    const mitigations = (vulnerability.remediations ?? []).filter(
      ({ category }) => category === 'mitigation' || category === 'workaround',
    )
    const title = `${advisory.document.title}: ${vulnerability.cve ?? index}`.slice(0, 300)
    const about = await aCase(
      { ...team, engineer, approver },
      { id: first.product, name: '', users: [] },
      {
        title,
        report: report.id,
        disclose: true,
        guidance: mitigations.map(({ details }) => details.slice(0, 4_000)).slice(0, 20),
        ...(vulnerability.cve === undefined ? {} : { cve: vulnerability.cve }),
      },
    )
    names.set(about.id, `${basename(file)} ${index}`)
    await about.does('verify-report', {
      outcome: 'reproduced',
      product: first.product,
      revision: first.revision,
      how: 'As the advisory tells it.',
    })
    const set = (kept: typeof rows) => tries(engineer, `${about.path}/set-impact`, { rows: kept })
    const answer = await set(rows)
    // What the input names twice, a person keeps once.
    if (answer.body.code === 'case/impact-twice') await set(distinct(rows))
    for (const { cvss_v3: score } of vulnerability.scores ?? [])
      if (score !== undefined) await about.does('score', { vector: score.vectorString })
    const touched = [...new Set(rows.map(({ product }) => product))]
    under.push({ about, title, touched })
  }
  return under
}

const untilVerified = caseSteps.slice(0, caseSteps.indexOf('verified'))
const afterVerified = caseSteps.slice(caseSteps.indexOf('verified') + 1)
const ours = ['report-verified', 'impact', 'score'] as const

const decided = async ({ about, touched }: Underway) => {
  await about.take(...untilVerified.filter((step) => !ours.some((own) => own === step)))
  for (const product of touched.slice(1))
    await about.takeFor({ id: product, name: '', users: [] }, 'safety')
  for (const product of touched)
    await approver.does(`${about.path}/verify-fix`, goodTest(product, { fixedIn }))
  await about.take(...afterVerified)
}

const advised = async ({ about, title }: Underway): Promise<string> => {
  const { id } = await engineer.does('/api/advisories/draft', {
    case: about.id,
    title,
    summary: `${title}. Update to ${fixedIn}.`,
  })
  // A machine under load may take too long over the validation: that says nothing of the input.
  for (let attempt = 1; ; attempt++) {
    const { status, body } = await tries(approver, `/api/advisories/${id}/approve`, {}, true)
    if (status === 200) break
    if (body.code !== 'process/too-slow' || attempt === 5) throw new Error(body.title)
  }
  await manager.does(`/api/advisories/${id}/publish`, {}, true)
  return id
}

test.runIf(needsShared('suites', 'csaf-cisa-ot'))(
  'all advisories of the suite go through to a published advisory and a closed case',
  async () => {
    expect(files.length).toBe(111)
    const { maker } = team
    await registerAll(files.flatMap((file) => placesOf(jsonOf(file) as Advisory)))
    const importDocument = createImporter(maker.server.parts)
    const under: Underway[] = []
    await atOnce(files, async (file) => void under.push(...(await opened(file, importDocument))))
    await atOnce(under, decided)
    // The look at the documents follows each verified fix by itself.
    await maker.settle()
    const advisories: string[] = []
    await atOnce(under, async (one) => void advisories.push(await advised(one)))
    await maker.settle()
    for (const id of advisories)
      expect((await stateOf(team.engineer, `/api/advisories/${id}`)).status).toBe('published')
    await atOnce(under, async ({ about }) => void (await about.close()))
    const closed = (await team.engineer.get('/api/cases/counts')).body.closed
    // Each vulnerability of each of them went through.
    expect({ cases: under.length, advisories: advisories.length, closed }).toEqual({
      cases: 270,
      advisories: 270,
      closed: 270,
    })
    expect(refusals.map(({ code, of }) => `${of}: ${code}`)).toEqual(faultsOfTheInput)
  },
  // Some 5,000 commands and 270 validated advisories.
  300_000,
)
