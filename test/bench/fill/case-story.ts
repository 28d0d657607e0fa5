import { reviewAspects } from '../../../src/cases/contract.ts'
import type { Json } from '../../../src/kernel/canonical-json.ts'
import { severities } from '../../../src/kernel/severity.ts'
import type { Chance } from './chance.ts'
import type { Written } from './some-cases.ts'

export type Told = { readonly type: string; readonly [name: string]: Json }

/** How far of a hundred cases how many have come: the rest is closed. */
const stillAt = {
  open: 6,
  analysed: 5,
  decided: 4,
  'in-remediation': 4,
  'fix-verified': 1,
} as const

/** One in a hundred is under embargo until it is closed: a list must look who asks. */
const embargoed = 100

/** What happened to a case, from its opening to where it stands. */
export const caseStory = (
  chance: Chance,
  products: readonly Written[],
  openedAt: number,
  index: number,
): readonly Told[] => {
  const product = products[chance.below(products.length)]?.stream ?? ''
  const title = `${chance.oneOf(weaknesses)} in the ${chance.oneOf(parts)} (${chance.words(2)})`
  const day = new Date(openedAt).toISOString().slice(0, 10)
  const severity = severityOf(chance.below(100))
  const isEmbargoed = chance.below(embargoed) === 0
  const facts: readonly (readonly Told[])[] = [
    [
      {
        type: 'case.opened',
        title,
        summary: chance.words(60),
        awareOn: day,
        cwe: chance.oneOf(['CWE-79', 'CWE-89', 'CWE-120', 'CWE-287', 'CWE-798']),
        ...(chance.below(10) < 6
          ? { cve: `CVE-${day.slice(0, 4)}-${String(10_000 + index).padStart(5, '0')}` }
          : {}),
      },
      ...(isEmbargoed
        ? [{ type: 'case.embargo-set', named: ['person:ada'], reason: 'Not public yet.' }]
        : []),
    ],
    [
      {
        type: 'case.impact-set',
        rows: ['1.0', '1.1', '2.0'].map((revision) => ({
          product,
          revision,
          status: 'affected',
          statement: chance.words(12),
        })),
      },
      {
        type: 'case.scored',
        vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
        version: '3.1',
        score: severities.indexOf(severity) * 2.4,
        severity,
        source: 'ours',
      },
    ],
    [
      {
        type: 'case.disposition-proposed',
        path: chance.oneOf(['code-fix', 'configuration-change', 'compensating-control']),
        reason: chance.words(15),
        alternatives: '',
        guidance: [],
      },
      { type: 'case.disposition-approved', comment: '' },
    ],
    [
      { type: 'case.change-requested', reference: `CR-${index}`, description: chance.words(20) },
      ...(chance.below(2) === 0
        ? [
            ...reviewAspects.map((aspect) => ({
              type: 'case.aspect-reviewed',
              aspect,
              conclusion: chance.words(6),
              accepted: true,
            })),
          ]
        : []),
    ],
    [
      {
        type: 'case.fix-verified',
        product,
        fixedIn: '2.1',
        tested: chance.words(25),
        evidence: [],
      },
    ],
    [
      ...(isEmbargoed
        ? [{ type: 'case.embargo-set', named: [], reason: 'The update is out.' }]
        : []),
      { type: 'case.closed', conclusion: chance.words(10) },
    ],
  ]
  return facts.slice(0, stepsOf(chance.below(100))).flat()
}

const stepsOf = (hundredth: number): number => {
  let upTo = 0
  for (const [steps, share] of Object.values(stillAt).entries()) {
    upTo += share
    if (hundredth < upTo) return steps + 1
  }
  return Object.keys(stillAt).length + 1
}

const severityOf = (hundredth: number): (typeof severities)[number] =>
  hundredth < 20 ? 'low' : hundredth < 65 ? 'medium' : hundredth < 92 ? 'high' : 'critical'

const weaknesses = [
  'Missing authentication',
  'Hard-coded password',
  'Stack overflow',
  'Path traversal',
  'Weak key',
  'Cleartext transmission',
  'Use after free',
  'Unsigned update',
] as const

const parts = [
  'service port',
  'image parser',
  'web console',
  'drug library import',
  'alarm relay',
  'remote support tunnel',
  'patient list',
  'update client',
] as const
