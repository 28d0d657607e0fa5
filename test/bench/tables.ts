import type { AuditEventsMeasured } from './audit-events.ts'
import type { CasesMeasured } from './cases.ts'
import type { ImpactMeasured } from './impact/measure.ts'
import type { ListMeasured } from './lists.ts'
import type { ProofsMeasured } from './proofs.ts'
import type { ReportsMeasured } from './reports.ts'
import { type ReviewMeasured, reviewBounds } from './review.ts'
import type { MapMeasured } from './review-map.ts'
import type { StartMeasured } from './start.ts'
import type { WorkbenchMeasured } from './workbench.ts'

type Row = Readonly<Record<string, string | number>>

const milliseconds = (value: number): string => value.toFixed(1)
const kept = (is: boolean): string => (is ? 'kept' : 'MISSED')
/** At least half of the bare commits, on both databases. */
const leastRatio = 0.5

export const reportRows = (reports: readonly ReportsMeasured[]): readonly Row[] =>
  reports.map(({ database, way, concurrency, reports: { perSecond, p95 }, bare, ratio }) => ({
    database,
    way,
    'at once': concurrency,
    'reports/s': perSecond.toFixed(0),
    'p95 ms': milliseconds(p95),
    'bare commits/s': bare.perSecond.toFixed(0),
    ratio: ratio.toFixed(2),
    'at least 0.5': kept(ratio >= leastRatio),
  }))

export const auditEventRows = (measured: readonly AuditEventsMeasured[]): readonly Row[] =>
  measured.map(({ database, events, perSecond, bare, ratio, indicators, memory, flat }) => ({
    database,
    'audit events': events,
    'events/s': perSecond.toFixed(0),
    'bare rows/s': bare.toFixed(0),
    ratio: ratio.toFixed(2),
    indicators,
    'MiB early': memory.early ?? 'no sample',
    'MiB most': memory.most,
    'MiB at the end': memory.end,
    'flat memory': flat === undefined ? 'too short to tell' : kept(flat),
  }))

export const listRows = (lists: readonly ListMeasured[]): readonly Row[] =>
  lists.map(({ database, list, http, bare, rows, kept: isKept }) => ({
    database,
    list,
    rows,
    'p50 ms': milliseconds(http.p50),
    'p95 ms': milliseconds(http.p95),
    'bare p50 ms': milliseconds(bare.p50),
    'bare p95 ms': milliseconds(bare.p95),
    '5 × bare or 20 ms': kept(isKept),
  }))

export const caseCommandRows = ({ database, commands }: CasesMeasured): readonly Row[] =>
  commands.map(({ on, concurrency, commands: { perSecond, p95 }, bare, conflicts }) => ({
    database,
    commands: on,
    'at once': concurrency,
    'commands/s': perSecond.toFixed(0),
    'p95 ms': milliseconds(p95),
    'sent again': conflicts,
    'bare commits/s': bare.perSecond.toFixed(0),
    ratio: (perSecond / bare.perSecond).toFixed(2),
  }))

export const caseReadRows = ({ database, reads }: CasesMeasured): readonly Row[] =>
  reads.map(({ what, requests, http, bare, bound, kept: isKept }) => ({
    database,
    read: what,
    requests,
    'p50 ms': milliseconds(http.p50),
    'p95 ms': milliseconds(http.p95),
    'bare p50 ms': milliseconds(bare.p50),
    'bare p95 ms': milliseconds(bare.p95),
    'p95 bound': `${bound} ms: ${kept(isKept)}`,
  }))

export const startRows = (start: StartMeasured): readonly Row[] => [
  {
    start: 'the demo, filled before',
    runs: start.times.length,
    'median ms': start.median.toFixed(0),
    'longest ms': start.longest.toFixed(0),
    'bare node ms': start.bare.toFixed(0),
    'within 3 s': kept(start.kept),
  },
]

export const proofRows = (proofs: ProofsMeasured): readonly Row[] => {
  const { proof, check, bare, ratio, listMeanwhile } = proofs
  const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`
  return [
    ['events, records, checkpoints', `${proofs.events}, ${proofs.records}, ${proofs.checkpoints}`],
    ['built in', `${proofs.built.toFixed(0)} s`],
    ['one proof, p50 / p95', `${milliseconds(proof.p50)} / ${milliseconds(proof.p95)} ms`],
    ['full check', `${check.seconds.toFixed(1)} s, ${check.eventsPerSecond.toFixed(0)} events/s`],
    [
      'bare SHA-256 of the same bytes',
      `${bare.eventsPerSecond.toFixed(0)} events/s, ${bare.megabytesPerSecond.toFixed(0)} MB/s`,
    ],
    ['check beside bare', ratio.toFixed(3)],
    [
      'memory of the check (of no check)',
      `${megabytes(check.peak)} (${megabytes(check.idlePeak)})`,
    ],
    [
      'a list meanwhile, p50 / p95 / longest',
      `${[listMeanwhile.p50, listMeanwhile.p95, listMeanwhile.longest].map(milliseconds).join(' / ')} ms`,
    ],
  ].map(([ledger = '', is = '']) => ({ ledger, is }))
}

export const workbenchRows = (workbench: WorkbenchMeasured): readonly Row[] => {
  const { usable, bare, scriptBytes, scripts, scrolled, kept: isKept } = workbench
  return [
    {
      workbench: 'list usable, median / longest',
      is: `${usable.median.toFixed(0)} / ${usable.longest.toFixed(0)} ms`,
      beside: `${bare.toFixed(0)} ms for a page without script`,
      bound: `1 s: ${kept(isKept.usable)}`,
    },
    {
      workbench: 'scripts of the first load, compressed',
      is: `${(scriptBytes / 1_000).toFixed(0)} kB in ${scripts} files`,
      beside: '',
      bound: `250 kB: ${kept(isKept.script)}`,
    },
    {
      workbench: `scrolling through ${scrolled.lines} lines, frame median / p95`,
      is: `${milliseconds(scrolled.frame.median)} / ${milliseconds(scrolled.frame.p95)} ms`,
      beside: '',
      bound: '',
    },
  ]
}

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0)

/** What a search takes, and what the index costs. */
export const impactRows = (measured: readonly ImpactMeasured[]): readonly (readonly Row[])[] => [
  measured.map(
    ({ database, documents, statements, p50, p95, candidates, scan, ratio, ...rest }) => ({
      'impact search': database,
      documents,
      statements,
      'p50 ms': milliseconds(p50),
      'p95 ms': milliseconds(p95),
      candidates,
      'scan for the words ms': milliseconds(scan),
      ratio: ratio.toFixed(0),
      load: rest.load,
      'p95 within 300 ms': kept(rest.kept),
    }),
  ),
  measured.map(({ database, indexBytes, statementBytes, built, stored, changeFew, changeAll }) => ({
    'index of statements': database,
    MiB: mebibytes(indexBytes),
    'MiB of statements': mebibytes(statementBytes),
    'built in s': built.toFixed(0),
    'statements stored in s': stored.toFixed(0),
    'one changed document of 100, ms': milliseconds(changeFew),
    'of all, ms': milliseconds(changeAll),
  })),
]

export const mapRows = ({
  products,
  documents,
  reading,
  first,
  again,
  blocked,
}: MapMeasured): readonly Row[] => [
  {
    products,
    documents,
    'reading records ms': reading.toFixed(0),
    'first map ms': first.toFixed(0),
    'again ms': again.toFixed(0),
    ratio: (again / reading).toFixed(1),
    'others waited at most ms': blocked.toFixed(0),
  },
]

export const reviewRows = (measured: ReviewMeasured): readonly (readonly Row[])[] => {
  const { reading, whole, ratio, again, memory } = measured
  const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`
  return [
    [
      {
        documents: measured.documents,
        'reading ms': reading.toFixed(0),
        'review ms': whole.toFixed(0),
        ratio: ratio.toFixed(2),
        [`at most ${reviewBounds.ratio}`]: kept(ratio <= reviewBounds.ratio),
      },
    ],
    [
      {
        'first run s': again.first.toFixed(2),
        'one file changed s': again.second.toFixed(2),
        'as HTML s': again.html.toFixed(2),
        'as PDF s': again.pdf.toFixed(2),
        'start alone s': again.start.toFixed(2),
        ratio: (again.second / again.first).toFixed(2),
        [`under ${reviewBounds.second} s`]: kept(again.second < reviewBounds.second),
      },
    ],
    [memory.few, memory.many].map(({ documents, held, peak, seconds }) => ({
      documents,
      seconds: seconds.toFixed(1),
      'held after them': megabytes(held),
      'process at most': megabytes(peak),
      ratio: documents === memory.many.documents ? memory.ratio.toFixed(2) : '',
      [`flat (${reviewBounds.memory})`]:
        documents === memory.many.documents ? kept(memory.ratio <= reviewBounds.memory) : '',
    })),
  ]
}
