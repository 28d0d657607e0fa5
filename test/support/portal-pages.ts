import {
  type PolicyVersion,
  type PortalReport,
  portalReport,
  type ReporterPage,
} from '../../src/intake/contract.ts'
import {
  advisoriesPage,
  fallback,
  type Language,
  linkPage,
  noticePage,
  ownLanguages,
  policyPage,
  problemPage,
  receivedPage,
  reporterPage,
  reportFormPage,
  sayIn,
  thanksPage,
  updatesPage,
} from '../../src/portal/index.ts'

/** What a stranger would write to break out of a page. */
export const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>' onfocus=alert(1) x='&lt;`
const maker = { name: hostile, url: 'https://maker.example' }
export const page: ReporterPage = {
  reference: 'RPT-2026-0001',
  title: hostile,
  receivedAt: '2026-03-02T23:30:00.000Z',
  status: 'acknowledged',
  standing: 'acknowledged',
  nextDate: '2026-03-07',
  assessBy: '2026-03-16',
  withdrawn: false,
  credit: false,
  thanks: false,
  exit: null,
  thread: [
    {
      from: 'maker',
      at: '2026-03-02T23:30:00.000Z',
      message: hostile,
      said: [],
      where: `javascript:alert(1)//${hostile}`,
      files: [hostile],
    },
  ],
}
const update = {
  reference: 'UPD-2026-0001',
  title: hostile,
  revision: hostile,
  publishedAt: '2026-03-02T10:00:00.000Z',
  compatibility: hostile,
  instructions: hostile,
  kitHref: '/updates/kits/UPD-2026-0001.zip',
  withdrawn: { reason: hostile, at: '2026-03-03T10:00:00.000Z' },
  files: [{ name: hostile, sha256: 'ab'.repeat(32), href: '/updates/files/x' }],
}
export const fields = Object.keys(portalReport.shape) as (keyof PortalReport)[]
const typed = Object.fromEntries(fields.map((name) => [name, hostile]))
const problems = [
  { field: 'description', message: hostile },
  { field: 'files', message: hostile },
  { field: '', message: hostile },
]
export const said = { path: '/r/token', checkpoint: hostile, problem: hostile, typed: hostile }

const version: PolicyVersion = {
  number: 1,
  at: '2026-03-02T10:00:00.000Z',
  changes: hostile,
  promised: { acknowledgeDays: 2 },
  scope: hostile,
  language: 'nl',
  contactMail: '',
  phone: hostile,
  languages: ['nl', 'de', hostile.slice(0, 2)],
  safeHarbour: 'none',
  recognition: 'none',
  disclosureDays: 90,
  notToSend: hostile,
  rules: hostile,
}
const policy = {
  versions: [version, { ...version, number: 2 }],
  promised: { acknowledgeDays: 5, assessDays: 10, progressDays: 30 },
  contactMail: hostile,
  key: { href: '/key.asc', fingerprint: hostile },
}
const received = {
  reference: hostile,
  link: 'https://maker.example/r/x',
  nextDate: '2026-03-07',
  checkpoint: hostile,
}
const closed: ReporterPage = {
  ...page,
  status: 'closed',
  standing: 'closed',
  nextDate: null,
  assessBy: null,
  exit: 'duplicate',
}

/** A language that a maker has begun to write. */
const begun: Language = {
  tag: 'fr',
  texts: { 'language.name': 'Français', 'nav.report': 'Signaler une vulnérabilité' },
}
const siteIn = (language: Language) => ({
  filesMegabytes: 256,
  maker,
  say: sayIn({
    language,
    elsewhere: ['en', 'de', 'fr'].map((tag) => ({ tag, name: tag, href: `/report?lang=${tag}` })),
  }),
})

const pagesIn = (language: Language): Readonly<Record<string, string>> => {
  const site = siteIn(language)
  return {
    'policy from the settings': policyPage(site, {
      version: null,
      versions: [],
      promised: { acknowledgeDays: 5, progressDays: 30 },
      contactMail: hostile,
      key: null,
    }),
    policy: policyPage(site, { ...policy, version: policy.versions[0] ?? null }),
    'older policy': policyPage(site, { ...policy, version: policy.versions[1] ?? null }),
    thanks: thanksPage(site, [
      { name: hostile, link: `https://x.example/${hostile}`, year: '2026' },
      { name: 'Rita', link: `javascript:alert(1)//${hostile}`, year: '2025' },
    ]),
    'thanks to nobody yet': thanksPage(site, []),
    'thanks that are not given': thanksPage(site, null),
    form: reportFormPage(site, { sending: hostile, typed, problems }),
    received: receivedPage(site, { ...received, addressGiven: true }),
    'received without an address': receivedPage(site, { ...received, addressGiven: false }),
    reporter: reporterPage(site, { page, said: hostile, ...said }),
    closed: reporterPage(site, { page: closed, ...said }),
    link: linkPage(site),
    notice: noticePage(site, hostile, hostile),
    updates: updatesPage(site, {
      updates: [update, { ...update, reference: 'UPD-2026-0002', withdrawn: null }],
      rootHref: '/root.json',
      rootSha256: 'cd'.repeat(32),
    }),
    advisories: advisoriesPage(site, [
      {
        ...update,
        reference: 'ADV-2026-0001',
        summary: hostile,
        href: '/advisories/x.json',
        severity: 'high',
        score: 7.6,
        identifiers: ['CVE-2026-99101'],
        affected: [hostile],
        fixed: [hostile],
        remedies: [hostile],
      },
    ]),
    problem: problemPage(site, hostile, hostile),
  }
}
export const english = siteIn(fallback)
export const pages = pagesIn(fallback)
/** Every page in every language, each filled with hostile words. */
export const everyPage = [...ownLanguages, begun].flatMap((language) =>
  Object.entries(pagesIn(language)).map(([name, text]) => [name, language.tag, text] as const),
)
