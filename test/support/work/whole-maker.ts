import type { Colleague } from '../maker.ts'
import {
  type ACase,
  aCase,
  acceptChange,
  dismissRest,
  goodTest,
  openDefectFrom,
  theLook,
} from './case.ts'
import { aDefect, corrects, harmless } from './defect.ts'
import { type ADocument, aDocument } from './document.ts'
import { type AProduct, aProduct, fullProfile, recordsSboms } from './product.ts'
import { aRelease } from './release.ts'
import { receives, sendsForm } from './report.ts'
import { dayAfter, listOf, type Team } from './team.ts'
import { updateOf } from './update.ts'

export type WholeTeam = Team<
  'triager' | 'engineer' | 'second' | 'writer' | 'approver' | 'manager' | 'auditor'
>

export interface WholeMaker {
  readonly product: AProduct
  readonly about: ACase
  /** Path of the update that every user was told of. */
  readonly update: string
}

/**
 * Everything that the record queries of all constraints ask for, once, for one product: a report of
 * every source, a case from report to closure, its documents looked at and corrected, a release that
 * passed its gate, an update that every user was told of. Takes some seconds.
 */
export const aWholeMaker = async (team: WholeTeam): Promise<WholeMaker> => {
  const { engineer } = team
  const product = await aProduct(engineer, {
    profile: wholeProfile,
    users: ['operator@hospital.example'],
  })
  await recordsSboms(engineer, product, {
    '2.4.0': { openssl: '3.0.1' },
    '2.4.1': { openssl: '3.0.15' },
  })
  const guides = await accompanyingDocuments(team, product)
  const report = await reportsOfAllSources(team, product)
  await proactiveActivities(team)
  const about = await aCase(team, product, { report, disclose: true, facts, risk })
  await about.take('report-verified', 'impact', 'score', 'safety', 'disposition', 'disclosure')
  await about.take('change-request')
  await acceptChange(team.second, about.path)
  await team.second.does(`${about.path}/verify-fix`, goodTest(product.id))
  await team.maker.settle()
  await about.take('risk-record', 'other-products', 'third-party')
  await correctsWhatIsFalse(team, about, guides)
  await correctsDocumentationOnly(team, product)
  await withholdsPatch(team, product)
  const release = await releases(team, product, about)
  const update = await updates(team, product, about, release)
  await publishesAdvisory(team, about)
  const closed = await about.close()
  if (closed.status !== 200) throw new Error(JSON.stringify(closed.body))
  return { product, about, update }
}

const wholeProfile = {
  ...fullProfile,
  tailoring: 'Clause 5.7.4 is done by a laboratory; its report is reviewed by us.',
  requiredSettings: [{ setting: 'tls.minimum', value: '1.3', reason: 'TLS 1.2 is refused.' }],
}
const facts = {
  summary: 'TLS is now required; plain HTTP on port 80 is closed.',
  ports: [{ port: 80, protocol: 'tcp', service: 'http' }],
  guidance: ['Close port 80 on the firewall.'],
}
const risk = {
  register: 'R-102',
  category: 'Communication',
  residual: 'acceptable',
  description: 'Old browsers cannot connect.',
  compensatingControl: 'Use a browser that knows TLS 1.2.',
}

/** A patch of others that is not approved, with what users do meanwhile. */
export const withholdsPatch = async (
  { engineer }: Pick<WholeTeam, 'engineer'>,
  product: AProduct,
): Promise<void> => {
  const { id } = await engineer.does('/api/patches/record', {
    vendor: 'Example OS',
    name: 'Monthly security update',
    version: '2026-02',
    product: product.id,
    revision: '2.4.1',
  })
  const mitigation = 'Keep the gateway behind the ward firewall until 2.4.2.'
  const position = { position: 'not-approved', mitigation, reason: 'The driver fails.' }
  await engineer.does(`/api/patches/${id}/decide-position`, position, true)
}

const accompanyingDocuments = async (
  team: WholeTeam,
  product: AProduct,
): Promise<Readonly<Record<string, ADocument>>> => ({
  'security-guide': await aDocument(team, product, 'Open port 80 for the web interface.\n'),
  installation: await aDocument(team, product, 'Mount the gateway at the wall.\n', {
    title: 'Installation guide',
    documentKind: 'installation',
    name: 'installation.md',
  }),
  ifu: await aDocument(team, product, 'The gateway connects pumps with the network.\n', {
    title: 'Instructions for use',
    documentKind: 'ifu',
    name: 'ifu.md',
  }),
  'release-notes': await aDocument(team, product, 'Revision 2.4.0 starts faster.\n', {
    title: 'Release notes',
    documentKind: 'release-notes',
    name: 'notes.md',
  }),
})

/** The researcher's, which becomes the case; every reporter who can be reached is answered. */
const reportsOfAllSources = async (team: WholeTeam, product: AProduct): Promise<string> => {
  const { maker, triager } = team
  await sendsForm(maker, {
    title: 'Plain HTTP',
    description: 'The web interface accepts plain HTTP on port 80.',
    product: product.name,
    reporterEmail: 'finder@research.example',
  })
  const [{ id }] = (await listOf(triager, '/api/reports?status=new')) as [{ id: string }]
  for (const source of ['a', 'b', 'c', 'd', 'e', 'g'])
    await receives(triager, { source, product: product.name })
  await receives(triager, { source: 'd', channel: 'complaint', product: product.name })
  await triager.does(`/api/reports/${id}/acknowledge`, {
    message: 'Thank you, we are looking into it.',
    nextDate: dayAfter(maker, 14),
  })
  return id
}

const proactiveActivities = async ({ engineer, maker }: WholeTeam): Promise<void> => {
  for (const kind of ['sast', 'dast', 'sbom-scan', 'penetration-test']) {
    const { id } = await engineer.does('/api/activities/plan', {
      kind,
      title: `Planned ${kind}`,
      everyDays: 30,
      firstDue: dayAfter(maker, 1),
    })
    await engineer.does(`/api/activities/${id}/record-run`, {
      on: dayAfter(maker, 0),
      outcome: 'clean',
      summary: 'All of it was looked at.',
    })
  }
}

const tracked = { trackerIssue: 'DOCS-812' }

/** The look after the fix: one statement is a defect and corrected, the rest is dismissed. */
const correctsWhatIsFalse = async (
  team: WholeTeam,
  about: ACase,
  { 'security-guide': guide }: Readonly<Record<string, ADocument>>,
): Promise<void> => {
  const { engineer, writer, maker } = team
  const look = await theLook(engineer, about)
  const [candidate] = look.state.candidates
  if (candidate === undefined || guide === undefined) throw new Error('The look found nothing.')
  const { id } = await openDefectFrom(
    engineer,
    { id: look.id, state: look.state },
    candidate,
    tracked,
  )
  await closesDefect({ engineer, writer }, guide, `/api/defects/${id}`)
  await maker.settle()
  await dismissRest(engineer, look.id, 'Still true with TLS required.')
}

const correctsDocumentationOnly = async (team: WholeTeam, product: AProduct): Promise<void> => {
  const manual = await aDocument(team, product, 'The password is "care".', {
    title: 'Service manual',
    documentKind: 'other',
    name: 'service.md',
  })
  await corrects(team, manual, await aDefect(team.engineer, manual, tracked))
}

const closesDefect = async (
  { engineer, writer }: { readonly engineer: Colleague; readonly writer: Colleague },
  document: ADocument,
  path: string,
): Promise<void> => {
  await document.revise('2', 'Port 80 is closed. The web interface needs TLS on port 8443.')
  await writer.does(`${path}/correct`, { revision: '2', after: 'Port 80 is closed.' })
  await engineer.does(`${path}/verify`, { right: true, reason: 'Read and right.' })
  await engineer.does(`${path}/assess`, harmless)
  await engineer.does(`${path}/close`, { told: 'next-release', reason: 'With 2.4.1.' })
}

const releases = async (
  team: WholeTeam,
  product: AProduct,
  about: ACase,
): Promise<{ readonly id: string }> => {
  const { engineer, approver } = team
  const release = await aRelease(team, product, { cases: [about.id] })
  const review = await engineer.does('/api/open-reviews/hold', {
    title: 'Open issues before 2.4.1',
    release: release.id,
    product: product.id,
    participants: ['Erika', 'Anna'],
  })
  const path = `/api/open-reviews/${review.id}`
  const { issues } = (await engineer.get(path)).body.state
  await engineer.does(`${path}/conclude`, {
    conclusions: issues.map((issue: { case: string }) => ({
      case: issue.case,
      conclusion: 'release-anyway',
      reason: 'Fixed in this very release.',
    })),
    minutes: 'We went through the list.',
  })
  await approver.does(`${path}/sign`, {}, true)
  await release.release()
  return release
}

const updates = async (
  team: WholeTeam,
  product: AProduct,
  about: ACase,
  release: { readonly id: string },
): Promise<string> => {
  const { manager, approver, maker } = team
  const { id } = await manager.does('/api/updates/prepare', {
    ...(await updateOf(team, product, release)),
    cases: [about.id],
  })
  const path = `/api/updates/${id}`
  await approver.does(`${path}/approve`, {}, true)
  await manager.does(`${path}/publish`, {}, true)
  await maker.settle()
  await manager.does(`${path}/notify`, { message: 'Please install soon.' })
  await maker.settle()
  return path
}

const publishesAdvisory = async (
  { engineer, approver, manager, maker }: WholeTeam,
  about: ACase,
): Promise<void> => {
  const { id } = await engineer.does('/api/advisories/draft', {
    case: about.id,
    title: 'Careline Gateway accepts plain HTTP',
    summary: 'The web interface accepted plain HTTP.',
  })
  await approver.does(`/api/advisories/${id}/approve`, {}, true)
  await manager.does(`/api/advisories/${id}/publish`, {}, true)
  await maker.settle()
}
