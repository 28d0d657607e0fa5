import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCsaf } from '../../src/formats/csaf.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { verifyFile } from '../../src/updates/index.ts'
import { safetyOf } from '../support/a-case.ts'
import { openTeam, recordTheRest, registerGateway, type Team } from '../support/gateway.ts'
import type { Maker } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase } from '../support/postgres.ts'
import { cisaAdvisory } from '../support/real-input.ts'
import { acceptChange, dismissRest, goodTest, reproducedOn } from '../support/work/case.ts'

// The chain on real input: a CISA advisory as the supplier's report, documents of the corpus as
// the accompanying documents, a CycloneDX file of the specification's examples as the SBOM.

const engines = [
  { engine: 'SQLite', needs: ['shared'], database: async () => undefined },
  { engine: 'PostgreSQL', needs: ['shared', 'postgres'], database: createDatabase },
] as const

for (const { engine, needs, database } of engines)
  describeWith(needs, `The chain, from a stranger’s report to the update, on ${engine}`, () => {
    let team: Team
    beforeAll(async () => {
      team = await openTeam(await database())
    })
    afterAll(() => team?.close())

    test('goes through all its steps, and the recipient verifies the update', async () => {
      const { maker, mail, engineer, second, approver, writer, manager } = team
      const { product, guide, guideBytes } = await registerGateway(maker, engineer, writer, manager)

      expect((await writer.get(`/api/documents/${guide.id}`)).body.state.status).toBe('read')

      // Step 3: a stranger reads the policy and reports, with a file, without script or account.
      expect(await (await maker.fetch('/security')).text()).toContain('What we promise')
      const advisory = await cisaAdvisory()
      const summary = orThrow(readCsaf(advisory.json))
      const form = new FormData()
      form.set('title', summary.title)
      form.set(
        'description',
        `${summary.title}\n\n${JSON.stringify(summary.vulnerabilities).slice(0, 4_000)}`,
      )
      form.set('product', 'Careline Gateway')
      form.set('reporterEmail', 'psirt@supplier.example')
      form.set('reporterName', 'Supplier PSIRT')
      form.append('files', new Blob([advisory.text]), advisory.name)
      const sent = await maker.fetch('/report', { method: 'POST', body: form })
      expect(sent.status).toBe(201)
      const received = await sent.text()
      const link = /id="secret-link" href="[^"]*(\/r\/[^"]+)"/.exec(received)?.[1] ?? ''
      expect(received).toContain('RPT-')

      // Step 4: seen in the inbox, acknowledged, a case opened, scored, decided, signed, approved.
      const inbox = await engineer.get('/api/reports?status=new')
      const report = inbox.body.items[0]
      expect(report.title).toBe(summary.title.slice(0, 300))
      await engineer.does(`/api/reports/${report.id}/acknowledge`, {
        message: 'Thank you, we are looking into it.',
        nextDate: dayAfter(maker, 14),
      })
      const opened = await engineer.does('/api/cases/open', {
        title: summary.title.slice(0, 250),
        summary: 'The web interface accepts plain HTTP and weak TLS.',
        report: report.id,
        cve: 'CVE-2026-12345',
        cwe: 'CWE-319',
      })
      const about = `/api/cases/${opened.id}`
      await engineer.does(`${about}/verify-report`, reproducedOn(product.id))
      await engineer.does(`${about}/describe`, {
        facts: {
          summary: 'TLS is now required; plain HTTP on port 80 is closed.',
          ports: [{ port: 80, protocol: 'tcp', service: 'http' }],
          algorithms: ['TLS 1.0', 'TLS 1.1'],
          features: ['multi-factor authentication'],
          terms: ['TLS encryption'],
          guidance: ['Close port 80 on the firewall.'],
        },
      })
      await engineer.does(`${about}/set-impact`, {
        rows: [
          { product: product.id, revision: '2.4.0', status: 'affected', statement: 'Plain HTTP.' },
        ],
      })
      await engineer.does(`${about}/score`, {
        vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N',
      })
      await engineer.does(`${about}/score`, {
        vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
      })
      await engineer.does(`${about}/assess-safety`, safetyOf(product.id))
      await approver.does(`${about}/sign-safety`, { product: product.id }, true)
      // The risk is uncontrolled: FDA asks whether the correction is reported.
      const fda = { authority: 'fda-806', reportable: false, reason: 'Not sold in the US.' }
      await engineer.does(`${about}/decide-reportability`, fda, true)
      await approver.does(`${about}/approve-reportability`, { authority: 'fda-806' }, true)
      await engineer.does(`${about}/propose-disposition`, {
        path: 'code-fix',
        reason: 'The interface can require TLS without loss of function.',
        guidance: ['Close port 80 on the firewall.'],
      })
      await approver.does(`${about}/approve-disposition`, { comment: 'Agreed.' }, true)
      await engineer.does(
        `${about}/decide-disclosure`,
        {
          disclose: true,
          audiences: ['customers', 'public'],
          on: dayAfter(maker, 0),
          reason: 'Operators must close the port.',
        },
        true,
      )
      const own = await engineer.post(`${about}/approve-disclosure`, {
        input: {},
        signature: engineer.signature(),
      })
      expect(own.body.code).toBe('case/second-person')
      await approver.does(`${about}/approve-disclosure`, {}, true)

      // Step 5: change, review, verified fix; the documents are searched for what is false now.
      await engineer.does(`${about}/request-change`, {
        reference: 'CR-17',
        description: 'Require TLS.',
      })
      await acceptChange(second, about)
      await second.does(`${about}/verify-fix`, goodTest(product.id))
      await recordTheRest(engineer, about)
      await maker.settle()
      const looks = await engineer.get(`/api/looks?facet=case:${opened.id}`)
      const look = (await engineer.get(`/api/looks/${looks.body.items[0].id}`)).body
      expect(look.state.candidates.length).toBeGreaterThan(0)
      const [first, ...others] = look.state.candidates
      const defect = await engineer.does('/api/defects/open', {
        title: 'The guide describes the old set-up',
        defectKind: 'outdated',
        severity: 'medium',
        misleads: 'Operators leave port 80 open.',
        cause: 'case',
        case: opened.id,
        look: look.id,
        candidate: first.id,
        document: first.document,
        statements: [
          {
            document: first.document,
            revision: '1',
            quote: first.quote,
            location: first.location,
          },
        ],
      })
      for (const other of others)
        await engineer.does(`/api/looks/${look.id}/dismiss`, {
          candidate: other.id,
          reason: 'Still true with TLS required.',
        })
      const corrected = guideBytes.toString('utf8').replace(first.quote, 'Port 80 is closed.')
      await writer.does(`/api/documents/${guide.id}/add-revision`, {
        version: '2',
        file: await writer.upload(
          'secure-mattermost.rst',
          Buffer.from(`${corrected}\n\nTLS is required.\n`),
        ),
      })
      await maker.settle()
      await writer.does(`/api/defects/${defect.id}/correct`, {
        revision: '2',
        before: first.quote,
        after: 'Port 80 is closed; TLS 1.2 is required.',
      })
      await engineer.does(`/api/defects/${defect.id}/verify`, {
        right: true,
        reason: 'Read and right.',
      })
      await engineer.does(`/api/defects/${defect.id}/assess`, {
        endangers: false,
        reason: 'The port shows no data of patients and takes no orders.',
      })
      await engineer.does(`/api/defects/${defect.id}/close`, {
        told: 'next-release',
        reason: 'Goes out with 2.4.1.',
      })
      await maker.settle()
      // The new revision was searched by itself; the guide says nothing of closing the port.
      const { body: again } = await engineer.get(`/api/looks/${look.id}`)
      expect(again.state.rounds.at(-1).cause).toBe('document.read')
      await dismissRest(engineer, look.id, 'Told by the notice.')
      expect((await engineer.get(`/api/looks/${look.id}`)).body.state.status).toBe('decided')

      // Step 6: the gate, the frozen review, the documents from records, two signatures.
      const release = await manager.does('/api/releases/plan', {
        title: 'Careline Gateway 2.4.1',
        product: product.id,
        revision: '2.4.1',
        previousRevision: '2.4.0',
        cases: [opened.id],
      })
      await manager.does(`/api/releases/${release.id}/evaluate-gate`, {})
      const shut = (await manager.get(`/api/releases/${release.id}`)).body.state
      expect(stateOf(shut, 'open-review')).toBe('missing')
      expect(stateOf(shut, 'cases-fixed')).toBe('passed')
      const review = await engineer.does('/api/open-reviews/hold', {
        title: 'Open issues before 2.4.1',
        release: release.id,
        product: product.id,
        participants: ['Erika', 'Anna'],
      })
      const frozen = (await engineer.get(`/api/open-reviews/${review.id}`)).body.state.issues
      expect(frozen.map((issue: { case: string }) => issue.case)).toContain(opened.id)
      await engineer.does(`/api/open-reviews/${review.id}/conclude`, {
        conclusions: frozen.map((issue: { case: string }) => ({
          case: issue.case,
          conclusion: 'release-anyway',
          reason: 'Fixed in this very release.',
        })),
        minutes: 'We went through the list.',
      })
      await approver.does(`/api/open-reviews/${review.id}/sign`, {}, true)
      await manager.does(`/api/releases/${release.id}/evaluate-gate`, {})
      const gate = (await manager.get(`/api/releases/${release.id}`)).body.state.gate.checks
      expect(gate.filter((check: { state: string }) => check.state !== 'passed')).toEqual([])
      await manager.does(`/api/releases/${release.id}/write-documents`, {})
      await maker.settle()
      const documented = (await manager.get(`/api/releases/${release.id}`)).body.state
      expect(
        documented.documents.map((document: { format: string }) => document.format).sort(),
      ).toEqual(['docx', 'docx', 'html', 'html', 'pdf', 'pdf'])
      // What no record says is signed for, gap by gap, before anybody signs the release.
      const early = await manager.post(`/api/releases/${release.id}/sign`, {
        input: {},
        signature: manager.signature(),
      })
      expect(early.body.code).toBe('release/document-gaps')
      const gaps: { gap: string }[] = early.body.details.missing
      await approver.does(
        `/api/releases/${release.id}/waive-gaps`,
        { gaps: gaps.map(({ gap }) => ({ gap, reason: 'Told to the hospital on paper.' })) },
        true,
      )
      await maker.settle()
      await manager.does(`/api/releases/${release.id}/sign`, {}, true)
      const twice = await manager.post(`/api/releases/${release.id}/sign`, {
        input: {},
        signature: manager.signature(),
      })
      expect(twice.body.code).toBe('release/second-person')
      await approver.does(`/api/releases/${release.id}/sign`, {}, true)

      // Step 7: the update signed into the repository, the advisory, the notices.
      const firmware = await manager.upload(
        'gateway-2.4.1.bin',
        Buffer.from('firmware 2.4.1'.repeat(500)),
      )
      const update = await manager.does('/api/updates/prepare', {
        title: 'Careline Gateway 2.4.1',
        release: release.id,
        product: product.id,
        revision: '2.4.1',
        cases: [opened.id],
        files: [firmware],
        compatibility: 'For Careline Gateway 2.3 and later on hardware B.',
        instructions: 'Stop the gateway, install, start.',
      })
      await approver.does(`/api/updates/${update.id}/approve`, {}, true)
      await manager.does(`/api/updates/${update.id}/publish`, {}, true)
      await maker.settle()
      expect((await manager.get(`/api/updates/${update.id}`)).body.state.status).toBe('published')
      await manager.does(`/api/updates/${update.id}/notify`, { message: 'Please install soon.' })
      const drafted = await engineer.does('/api/advisories/draft', {
        case: opened.id,
        title: 'Careline Gateway accepts plain HTTP',
        summary: 'The web interface accepted plain HTTP.',
      })
      await approver.does(`/api/advisories/${drafted.id}/approve`, {}, true)
      await manager.does(`/api/advisories/${drafted.id}/publish`, {}, true)
      await maker.settle()
      const published = (await engineer.get(`/api/advisories/${drafted.id}`)).body.state
      expect(published.status).toBe('published')
      const csaf = await maker.fetch(published.publications[0].path)
      const read = orThrow(readCsaf(await csaf.json()))
      expect(read.title).toBe('Careline Gateway accepts plain HTTP')
      expect(JSON.stringify(read.notes)).toContain('vulnerary/')
      const subjects = mail.mails.map(({ mail: one }) => one.subject)
      expect(subjects.some((subject) => subject?.includes('2.4.1'))).toBe(true)
      const notice = mail.mails.find(({ to }) => to.includes('operator@hospital.example'))
      expect(notice?.mail.text).toContain('hardware B')
      const page = await (await maker.fetch(link)).text()
      expect(page).toContain(update.humanId)
      expect(page).toContain('/updates/')

      // Step 8: another folder, knowing only the root of trust.
      const tree = join(maker.folder, 'public', 'updates')
      const root = join(tree, 'metadata', '1.root.json')
      const target = join(tree, 'targets', update.humanId, 'gateway-2.4.1.bin')
      const good = orThrow(await verifyFile(target, { root, now: maker.time.now }))
      expect(good.revision).toBe('2.4.1')

      // The case closes once everything is there, and the ledger holds.
      await engineer.does(`${about}/close`, { conclusion: 'Fixed, told, published.' })
      await maker.settle()
      const check = await engineer.post('/api/ledger/check')
      expect(check.body.problems).toEqual([])
      expect(check.body.sequenced).toBe(check.body.events)
    }, 120_000)
  })

const stateOf = (release: { gate: { checks: { id: string; state: string }[] } }, id: string) =>
  release.gate.checks.find((check) => check.id === id)?.state

const dayAfter = (maker: Maker, days: number): string =>
  new Date(maker.time.now + days * 86_400_000).toISOString().slice(0, 10)
