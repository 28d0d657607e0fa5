import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useActorName } from '../../../api/people.ts'
import { recordQuery } from '../../../api/records.ts'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue, useOrder } from '../../../forms/order.ts'
import { Banner } from '../../../parts/banner.tsx'
import { ToneMark } from '../../../parts/marks.tsx'
import { Facts, Section } from '../../../parts/page.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { Moment } from '../../../parts/time.tsx'
import { useActOn } from '../../use-act-on.ts'
import { askedIn, type LookView } from '../../views/look.ts'
import type { PanelProps } from '../../with-state.tsx'
import { factLines } from './fact-words.ts'

type Props = PanelProps<LookView>

/** How far the look is, what was searched for, and each search of it. */
export const LookHead = ({ record, state }: Props) => {
  const asked = askedIn(state)
  const decided = asked.filter(({ decision }) => decision.is !== 'undecided').length
  return (
    <Section title="Look at the documents" aside={<LookAgain about={state.case} />}>
      <Facts
        facts={[
          { name: 'Case', value: <RecordLink collection="cases" id={state.case} /> },
          {
            name: 'Continues',
            value:
              state.continues === null ? (
                ''
              ) : (
                <RecordLink collection="looks" id={state.continues} />
              ),
          },
          { name: 'Searched last', value: <Moment at={state.at} /> },
          { name: 'Documents searched', value: String(state.searched.length) },
          {
            name: 'Decided',
            value:
              asked.length === 0 ? (
                'Nothing was asked'
              ) : (
                <span className="row">
                  <progress
                    className="look-progress"
                    max={asked.length}
                    value={decided}
                    aria-label="Decided"
                  />
                  {decided === asked.length
                    ? `All ${asked.length} questions`
                    : `${decided} of ${asked.length} questions`}
                </span>
              ),
          },
        ]}
      />
      <SearchedFor facts={state.facts} />
      <Rounds rounds={state.rounds} />
      <Unread record={record} state={state} />
    </Section>
  )
}

const LookAgain = ({ about }: { readonly about: string }) => {
  const session = useSignedIn()
  const order = useOrder()
  const { data: record } = useQuery(recordQuery('cases', about))
  return record === undefined || !mayIssue(session, 'cases', 'look-at-documents') ? null : (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => order({ collection: 'cases', command: 'look-at-documents', record })}
    >
      Look again
    </Button>
  )
}

const SearchedFor = ({ facts }: Pick<LookView, 'facts'>) => {
  const lines = factLines(facts ?? {})
  return lines.length === 0 ? null : (
    <details>
      <summary>Searched for</summary>
      <Facts facts={lines} />
    </details>
  )
}

const causes: Readonly<Record<string, string>> = {
  'case.disposition-approved': 'the disposition was approved',
  'case.fix-verified': 'a fix was verified',
  'case.look-asked': 'somebody asked for it',
  'case.described': 'the facts changed',
  'case.disposition-proposed': 'another disposition was proposed',
  'case.reopened': 'the case was opened again',
  'document.read': 'a document has a new revision',
  'document.described': 'a document was described anew',
  'look.candidate-kept': 'a statement is false in another language',
}

const Rounds = ({ rounds }: Pick<LookView, 'rounds'>) =>
  rounds.length < 2 ? null : (
    <details>
      <summary>
        Searched {rounds.length} times, the last time {found(rounds.at(-1)?.found ?? 0)}
      </summary>
      <ol className="dashed">
        {[...rounds].reverse().map(({ at, cause, found: questions, searched }) => (
          <li key={at + cause}>
            <Moment at={at} />: {causes[cause] ?? 'the impact changed'};{' '}
            {searched === 0
              ? 'no new revision'
              : `${searched} ${searched === 1 ? 'revision' : 'revisions'}`}
            , {found(questions)}
          </li>
        ))}
      </ol>
    </details>
  )

const found = (questions: number): string =>
  questions === 0 ? 'nothing new' : `${questions} new ${questions === 1 ? 'question' : 'questions'}`

/** A document that could not be searched is not clean: a person has to read it. */
const Unread = ({ record, state }: Props) => {
  const session = useSignedIn()
  const act = useActOn('looks', record)
  const nameOf = useActorName()
  const why = (document: string): string =>
    state.whyUnread.find((one) => one.document === document)?.reason ?? ''
  return (
    <>
      {state.unread.length === 0 ? null : (
        <Banner tone="bad" title="These documents could not be searched. They are not clean.">
          <ul className="stack-tight">
            {state.unread.map((document) => (
              <li key={document} className="row">
                <RecordLink collection="documents" id={document} />
                <span className="small">{why(document)}</span>
                {mayIssue(session, 'looks', 'read-by-eye') ? (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => act('read-by-eye', { document })}
                  >
                    Read by eye
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {state.readByEye.map(({ document, found: seen, by, at }) => (
        <p key={document + at}>
          <ToneMark tone="good">Read by {nameOf(by)}</ToneMark>{' '}
          <RecordLink collection="documents" id={document} brief />: {seen}
        </p>
      ))}
    </>
  )
}
