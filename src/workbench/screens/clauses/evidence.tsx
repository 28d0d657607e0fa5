import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Constraint, Scope, Evidence as Shown, Standing } from '../../api/clauses.ts'
import { contractOfKind } from '../../kinds/contracts.ts'
import { VerdictMark } from '../../parts/marks.tsx'
import { PassageLink } from '../../parts/passage-link.tsx'
import { RecordNamed } from '../../parts/record-named.tsx'
import { Day } from '../../parts/time.tsx'
import { WithRecords } from '../../parts/with-records.tsx'
import { questions } from './questions.ts'
import { ForOthers, Step } from './step.tsx'

/** The four questions with what answers each: documents, passages, approvals, records. */
export const Evidence = ({
  constraint,
  about,
}: {
  readonly constraint: Constraint
  readonly about: Scope
}) => {
  const { legs } = constraint
  const shows = {
    exists: <Documents all={unnamed(legs.exists)} />,
    says: (
      <>
        {legs.says.evidence.map((passage) => (
          <Quoted
            key={`${passage.revision} ${passage.passage} ${passage.quote}`}
            passage={passage}
            about={{ constraint: constraint.id, ...about }}
          />
        ))}
        {legs.says.evidence.length === 0 ? null : <ForOthers all={wordsOnPassages} />}
      </>
    ),
    inForce: <Approvals all={unnamed(legs.inForce)} />,
    record: <Proof record={legs.record} />,
  } satisfies Record<(typeof questions)[number]['leg'], ReactNode>
  return (
    <div className="stack">
      {questions.map(({ leg, asked }) => (
        <div key={leg} className="stack-tight">
          <h3 className="evidence-head">
            {asked} <VerdictMark verdict={legs[leg].verdict} />
          </h3>
          <p className="soft">
            <WithRecords text={legs[leg].detail} />
          </p>
          {shows[leg]}
        </div>
      ))}
    </div>
  )
}

/** Whoever may not say so of a passage is told once who may. */
const wordsOnPassages = [
  { title: 'It does say so', collection: 'findings', command: 'confirm' },
  { title: 'It does not', collection: 'findings', command: 'overrule' },
] as const

/** The sentence above names the first of them by their human ids. */
const unnamed = ({
  detail,
  documents,
}: {
  readonly detail: string
  readonly documents: readonly Standing[]
}): readonly Standing[] =>
  documents.filter(({ document }) => !detail.includes(document.split(' ')[0] ?? document))

const Documents = ({ all }: { readonly all: readonly Standing[] }) =>
  all.length === 0 ? null : (
    <ul className="evidence-records">
      {all.map(({ id, document }) => (
        <li key={id}>
          <Link to="/$collection/$id" params={{ collection: 'documents', id }}>
            {document}
          </Link>
        </li>
      ))}
    </ul>
  )

const Approvals = ({ all }: { readonly all: readonly Standing[] }) =>
  all.length === 0 ? null : (
    <ul className="evidence-records">
      {all.map(({ id, document, version, inForceFrom, approved }) => (
        <li key={id} className="small">
          <Link to="/$collection/$id" params={{ collection: 'documents', id }}>
            {document}
          </Link>
          {version === '' ? ': no revision' : `, version ${version}`}
          {inForceFrom === null ? null : (
            <>
              , from <Day on={inForceFrom} />
            </>
          )}
          {approved === null ? (
            ', nobody recorded an approval'
          ) : (
            <>
              , approved by {approved.by} on <Day on={approved.on} />
            </>
          )}
        </li>
      ))}
    </ul>
  )

const Proof = ({
  record: { links, imported },
}: {
  readonly record: Constraint['legs']['record']
}) => (
  <>
    {links.length === 0 ? null : (
      <ul className="evidence-records">
        {links.map(({ kind, id, label }) => (
          <li key={kind + id}>
            <Link
              to="/$collection/$id"
              params={{ collection: contractOfKind(kind)?.collection ?? kind, id }}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    )}
    {imported.map(({ finding, id, document, version, on }) => (
      <p key={finding.humanId} className="small">
        <Link to="/$collection/$id" params={{ collection: 'documents', id }}>
          {document}
        </Link>
        , version {version}, of <Day on={on} />, named in{' '}
        <RecordNamed collection="findings" id={finding.humanId} />: {finding.reason}
      </p>
    ))}
  </>
)

/** A passage as it stands, with the way to it, and a person's word on it. */
const Quoted = ({
  passage,
  about,
}: {
  readonly passage: Shown
  readonly about: Scope & { readonly constraint: string }
}) => {
  const { document, documentId, version, revision, location, confirmed, passageHash } = passage
  const { constraint, product } = about
  const preset = {
    constraint,
    ...(product === undefined ? {} : { product }),
    ...(documentId === null || documentId === undefined ? {} : { document: documentId }),
    ...(passageHash === '' ? {} : { passageHash }),
  }
  return (
    <figure>
      <blockquote className="quote">
        <Marked {...passage} />
      </blockquote>
      <figcaption className="small soft">
        {documentId === null || documentId === undefined ? (
          document
        ) : (
          <PassageLink document={documentId} revision={revision} at={String(passage.passage)}>
            {document}
          </PassageLink>
        )}
        {`, version ${version}`}
        {location === '' ? '' : `, ${location}`}
        {confirmed === undefined ? null : (
          <>
            {' · confirmed in '}
            <RecordNamed collection="findings" id={confirmed.humanId} />
          </>
        )}
      </figcaption>
      <p className="row">
        {confirmed === undefined ? (
          <Step
            plain
            title="It does say so"
            collection="findings"
            command="confirm"
            preset={{ ...preset, verdict: 'met' }}
          />
        ) : null}
        <Step
          plain
          title="It does not"
          collection="findings"
          command="overrule"
          preset={{ ...preset, verdict: 'absent' }}
        />
      </p>
    </figure>
  )
}

/** The words that show it, marked within their passage. */
const Marked = ({ quote, focus }: Shown) => {
  const at = focus === undefined ? -1 : quote.indexOf(focus)
  if (focus === undefined || at < 0 || focus === quote) return quote
  return (
    <>
      {quote.slice(0, at)}
      <mark>{focus}</mark>
      {quote.slice(at + focus.length)}
    </>
  )
}
