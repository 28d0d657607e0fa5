import {
  controlToken,
  type JsonObject,
  label,
  markup,
  metadata,
  type NamedUuid,
  type OscalMetadata,
  object,
  own,
  pathReference,
  statementToken,
  text,
} from './parts.ts'

export type OscalVerdict = 'met' | 'partial' | 'absent' | 'not-applicable' | 'could-not-run'

export interface OscalEvidence {
  /** Verbatim. */
  readonly quote: string
  /** Path or number of the document. */
  readonly document: string
  /** For people: page, line, headings. */
  readonly location: string
  /** SHA-256 of the document's file, in hex. */
  readonly sha256?: string
  /** The pattern that found it, a model, or `person`. */
  readonly foundBy?: string
}

export interface OscalAnswer {
  /** `9.2/channel`. */
  readonly constraint: string
  readonly title: string
  readonly verdict: OscalVerdict
  /** Why, in a sentence or two. */
  readonly detail: string
  readonly severity?: string
  /** 0 to 1. */
  readonly confidence?: number
  readonly evidence: readonly OscalEvidence[]
  /** What was asked of it one by one, such as `in-force`: a token. */
  readonly checks?: readonly {
    readonly name: string
    readonly verdict: OscalVerdict
    readonly detail: string
  }[]
  /** Where a person overruled what the review found. */
  readonly overruled?: {
    readonly found: OscalVerdict
    readonly by: string
    readonly reason: string
  }
}

export interface OscalReview extends OscalMetadata {
  /** What was reviewed: a folder, a product and its revision. */
  readonly subject: string
  readonly description: string
  /** When the review began and ended, in RFC 3339 with zone. */
  readonly start: string
  readonly end?: string
  /** The name and version of the program that judged. */
  readonly tool: { readonly name: string; readonly version: string }
  /** Title and version of the catalogue that the constraints are from. */
  readonly catalogue: string
  readonly answers: readonly OscalAnswer[]
}

/**
 * A clause review as OSCAL assessment results: for each constraint an observation with the passages
 * and a finding on its statement. Only `met` is satisfied; what does not apply or could not run is
 * "not satisfied" for the reason "other", since OSCAL has no third state, and our own property
 * `verdict` tells them apart. Throws when nothing was answered: OSCAL has no place for that.
 */
export const writeOscalResults = (review: OscalReview, uuid: NamedUuid): JsonObject => {
  if (review.answers.length === 0) throw new Error('A review without answers cannot be written.')
  // Two reviews differ in their time or subject; the same one has the same ids.
  const id: NamedUuid = (name) => uuid(`review ${review.subject} ${review.start} ${name}`)
  const people = [...new Set(review.answers.flatMap(({ overruled }) => overruled?.by ?? []))]
  return {
    'assessment-results': {
      uuid: id('results'),
      metadata: metadata(review, {
        parties: people.map((name) => ({
          uuid: id(`person ${name}`),
          type: 'person',
          name: text(name),
        })),
      }),
      'import-ap': { href: `#${id('plan')}` },
      results: [result(review, id)],
      'back-matter': {
        resources: [
          {
            uuid: id('plan'),
            title: 'Plan of the review',
            description: markup(
              `There is no assessment plan of its own: every constraint of ${review.catalogue} that is listed under reviewed controls was asked.`,
            ),
          },
        ],
      },
    },
  }
}

const result = (review: OscalReview, id: NamedUuid): JsonObject =>
  object({
    uuid: id('result'),
    title: markup(review.subject),
    description: markup(review.description),
    start: review.start,
    end: review.end,
    'local-definitions': {
      'assessment-assets': {
        components: [
          {
            uuid: id('tool'),
            type: 'software',
            title: markup(review.tool.name),
            description: markup(`${review.tool.name} ${review.tool.version}`),
            props: [{ name: 'version', value: text(review.tool.version) }],
            status: { state: 'operational' },
          },
        ],
        'assessment-platforms': [
          { uuid: id('platform'), 'uses-components': [{ 'component-uuid': id('tool') }] },
        ],
      },
    },
    'reviewed-controls': {
      description: markup(review.catalogue),
      'control-selections': [
        {
          'include-controls': review.answers.map(({ constraint }) => ({
            'control-id': controlToken(constraint),
            'statement-ids': [statementToken(constraint)],
          })),
        },
      ],
    },
    observations: review.answers.map((answer) => observation(answer, review, id)),
    findings: review.answers.map((answer) => finding(answer, id)),
  })

const observation = (answer: OscalAnswer, review: OscalReview, id: NamedUuid): JsonObject =>
  object({
    uuid: id(`observation ${answer.constraint}`),
    title: markup(answer.title),
    description: markup(answer.detail),
    props: [
      label(answer.constraint),
      own('verdict', answer.overruled?.found ?? answer.verdict),
      ...(answer.confidence === undefined ? [] : [own('confidence', String(answer.confidence))]),
      ...(answer.checks ?? []).map(({ name, verdict, detail }) =>
        own(`check-${name}`, verdict, detail),
      ),
    ],
    methods: ['EXAMINE'],
    types: ['control-objective'],
    origins: [{ actors: [{ type: 'tool', 'actor-uuid': id('tool') }] }],
    'relevant-evidence': answer.evidence.map(evidence),
    collected: review.end ?? review.start,
  })

const evidence = ({ quote, document, location, sha256, foundBy }: OscalEvidence): JsonObject =>
  object({
    href: pathReference(document),
    description: markup(`${document}, ${location}: “${quote}”`),
    props: [
      // The quote as it stands: the description has its signs escaped.
      own('quote', quote),
      own('document', document),
      own('location', location),
      ...(sha256 === undefined ? [] : [own('sha-256', sha256)]),
      ...(foundBy === undefined ? [] : [own('found-by', foundBy)]),
    ],
  })

const finding = (answer: OscalAnswer, id: NamedUuid): JsonObject =>
  object({
    uuid: id(`finding ${answer.constraint}`),
    title: markup(answer.title),
    description: markup(answer.detail),
    props: [
      label(answer.constraint),
      own('verdict', answer.verdict),
      ...(answer.severity === undefined ? [] : [own('severity', answer.severity)]),
    ],
    origins: [
      {
        actors: [
          answer.overruled === undefined
            ? { type: 'tool', 'actor-uuid': id('tool') }
            : { type: 'party', 'actor-uuid': id(`person ${answer.overruled.by}`) },
        ],
      },
    ],
    target: object({
      type: 'statement-id',
      'target-id': statementToken(answer.constraint),
      status: object({
        ...status[answer.verdict],
        remarks: answer.overruled === undefined ? undefined : markup(overruling(answer.overruled)),
      }),
      'implementation-status': implemented[answer.verdict],
    }),
    'related-observations': [{ 'observation-uuid': id(`observation ${answer.constraint}`) }],
  })

const overruling = ({ found, by, reason }: NonNullable<OscalAnswer['overruled']>): string =>
  `Overruled by ${by}; the review found "${found}". Reason: ${reason}`

const status: Readonly<Record<OscalVerdict, JsonObject>> = {
  met: { state: 'satisfied', reason: 'pass' },
  partial: { state: 'not-satisfied', reason: 'fail' },
  absent: { state: 'not-satisfied', reason: 'fail' },
  'not-applicable': { state: 'not-satisfied', reason: 'other' },
  'could-not-run': { state: 'not-satisfied', reason: 'other' },
}

/** Nothing is said of what is absent or could not run: it may be done and not shown. */
const implemented: Readonly<Partial<Record<OscalVerdict, JsonObject>>> = {
  met: { state: 'implemented' },
  partial: { state: 'partial' },
  'not-applicable': { state: 'not-applicable' },
}
