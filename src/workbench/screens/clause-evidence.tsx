import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import type { Constraint } from '../api/clauses.ts'
import { useSignedIn } from '../api/session.ts'
import { mayIssue, useOrder } from '../forms/order.ts'
import { contractOfKind } from '../kinds/contracts.ts'
import { statusInWords } from '../kinds/words.ts'
import { Banner } from '../parts/banner.tsx'
import { PassageLink } from '../parts/passage-link.tsx'
import { WithRecords } from '../parts/with-records.tsx'

/** What a person decided about the answer, and the way to decide it. */
export const PersonsWord = ({
  constraint: { id, verdict, overruled, accepted },
}: {
  readonly constraint: Constraint
}) => {
  const session = useSignedIn()
  const order = useOrder()
  const queries = useQueryClient()
  const { product } = useSearch({ from: '/inside/clauses' })
  const decide = (command: 'overrule' | 'accept-gap', title: string) =>
    mayIssue(session, 'findings', command) ? (
      <Button
        size="compact-sm"
        variant="default"
        onClick={() =>
          order({
            collection: 'findings',
            command,
            preset: { constraint: id, ...(product === undefined ? {} : { product }) },
            onDone: () => void queries.invalidateQueries({ queryKey: ['clauses'] }),
          })
        }
      >
        {title}
      </Button>
    ) : null
  return (
    <div className="stack-tight">
      {overruled === undefined ? null : (
        <Banner title={`The review found: ${statusInWords(overruled.found).toLowerCase()}`}>
          <p>
            A person says otherwise in <FindingLink id={overruled.humanId} />: {overruled.reason}
          </p>
        </Banner>
      )}
      {accepted === undefined ? null : (
        <Banner title="This gap is accepted">
          <p>
            By signature in <FindingLink id={accepted.humanId} />: {accepted.reason}
          </p>
        </Banner>
      )}
      <p className="row">
        {overruled === undefined ? decide('overrule', 'Overrule this verdict') : null}
        {accepted === undefined && verdict !== 'met' && verdict !== 'not-applicable'
          ? decide('accept-gap', 'Accept this gap')
          : null}
      </p>
    </div>
  )
}

const FindingLink = ({ id }: { readonly id: string }) => (
  <Link to="/$collection/$id" params={{ collection: 'findings', id }}>
    {id}
  </Link>
)

/** The passages and the records that answer a duty. */
export const Evidence = ({
  constraint: { documents, records },
}: {
  readonly constraint: Constraint
}) => (
  <div className="before-after">
    <div className="stack-tight">
      <h3>The documents say</h3>
      {documents.evidence.length === 0 ? (
        <p className="soft">
          {documents.verdict === 'not-applicable'
            ? 'Nothing needs to be said.'
            : `Nothing was found. Verdict: ${statusInWords(documents.verdict).toLowerCase()}.`}
        </p>
      ) : (
        documents.evidence.map(({ document, documentId, quote, location }) => (
          <figure key={document + quote}>
            <blockquote className="quote">{quote}</blockquote>
            <figcaption className="small soft">
              {documentId === null || documentId === undefined ? (
                document
              ) : (
                <PassageLink document={documentId} at={quote}>
                  {document}
                </PassageLink>
              )}
              {location === '' ? '' : `, ${location}`}
            </figcaption>
          </figure>
        ))
      )}
    </div>
    <div className="stack-tight">
      <h3>The records say</h3>
      <p>
        <WithRecords text={records.detail} />
      </p>
      <p className="row">
        {records.links.map(({ kind, id, label }) => (
          <Link
            key={kind + id}
            to="/$collection/$id"
            params={{ collection: contractOfKind(kind)?.collection ?? kind, id }}
          >
            {label}
          </Link>
        ))}
      </p>
    </div>
  </div>
)
