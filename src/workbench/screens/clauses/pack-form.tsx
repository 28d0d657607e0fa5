import { Button, Radio, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type PackContents, type PackQuestion, packContentsQuery } from '../../api/audit-pack.ts'
import { contractOfKind } from '../../kinds/contracts.ts'
import { productsQuery } from '../../lists/products.tsx'
import { Failed, Refused } from '../../parts/banner.tsx'
import { sizeInWords } from '../../parts/files.tsx'
import { VerdictMark } from '../../parts/marks.tsx'
import { Waiting } from '../../parts/page.tsx'
import type { Making } from './pack-button.tsx'

/** What the pack is about, what will be in it, and how far it is. */
export const PackForm = ({
  about,
  making,
  onMake,
  onCancel,
}: {
  readonly about: Omit<PackQuestion, 'since'>
  readonly making: Making
  readonly onMake: (question: PackQuestion, withFiles: boolean, file: string) => void
  readonly onCancel: () => void
}) => {
  const [since, setSince] = useState('')
  const [withFiles, setWithFiles] = useState(false)
  const question = { ...about, since }
  const { data, error, refetch } = useQuery(packContentsQuery(question))
  const isUnderWay = making.is === 'making' || making.is === 'coming'
  return (
    <form
      className="stack pack-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (data !== undefined && !isUnderWay) onMake(question, withFiles, data.file)
      }}
    >
      <p>
        {'Verdicts on '}
        <strong>{about.clause === undefined ? 'every clause' : `clause ${about.clause}`}</strong>
        {', '}
        <ScopeInWords about={about} />
        {': with passages, records and the proof of every fact, in one zip for an auditor.'}
      </p>
      <TextInput
        type="date"
        label="Records since (optional)"
        description="Leaves out records to which nothing happened since that day. Verdicts are those of now."
        value={since}
        onChange={({ currentTarget }) => setSince(currentTarget.value)}
        disabled={isUnderWay}
        data-autofocus
      />
      <Radio.Group
        label="Documents"
        value={withFiles ? 'yes' : 'no'}
        onChange={(value) => setWithFiles(value === 'yes')}
      >
        <div className="stack pack-choice">
          <Radio
            value="no"
            disabled={isUnderWay}
            label="Named by their hash"
            description="Passages that verdicts quote are in it. Whoever holds a document can check that it is the one."
          />
          <Radio
            value="yes"
            disabled={isUnderWay}
            label="Included"
            description="Files that the records name, as far as this server keeps them, and the text of quoted documents as it was read. Not encrypted: hand it to those who may read them. What lies in a drive only stays named by its hash."
          />
        </div>
      </Radio.Group>
      <div>
        <h3>What will be in it</h3>
        {error !== null ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Waiting lines={3} />
        ) : (
          <Contents contents={data} />
        )}
      </div>
      <p className="row">
        <Button type="submit" disabled={data === undefined || isUnderWay}>
          Make and download
        </Button>
        {isUnderWay ? (
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        ) : null}
      </p>
      {/* There before it says something, so that a screen reader hears it. */}
      <p aria-live="polite" className="pack-state">
        {progressInWords(making)}
      </p>
      {making.is === 'made' ? (
        <p className="small">
          Anybody checks it without this server: <code>vulnerary verify {making.file}</code>.
          Inside, HOW-TO-CHECK.txt says how to do it with other tools.
        </p>
      ) : null}
      {making.is === 'failed' ? <Refused problem={making.problem} /> : null}
    </form>
  )
}

const ScopeInWords = ({
  about: { product, revision },
}: {
  readonly about: Omit<PackQuestion, 'since'>
}) => {
  const { data: products = [] } = useQuery(productsQuery)
  if (product === undefined) return <strong>all products together</strong>
  const name = products.find(({ id }) => id === product)?.title ?? 'the chosen product'
  return <strong>{revision === undefined ? name : `${name}, revision ${revision}`}</strong>
}

const order = ['met', 'partial', 'absent', 'could-not-run', 'not-applicable'] as const

const Contents = ({
  contents: { verdicts, passages, documents, records },
}: {
  readonly contents: PackContents
}) => {
  const kinds = Object.entries(records).sort(([, one], [, other]) => other - one)
  const all = kinds.reduce((sum, [, count]) => sum + count, 0)
  return (
    <>
      <ul className="row">
        {order.map((verdict) =>
          verdicts[verdict] === undefined ? null : (
            <li key={verdict} className="row">
              <VerdictMark verdict={verdict} />
              <span className="numeric">{verdicts[verdict].toLocaleString()}</span>
            </li>
          ),
        )}
      </ul>
      <p className="small">
        {passages === 0
          ? 'No document is quoted'
          : `${counted(passages, 'passage')} of ${counted(documents, 'document')}`}
        {all === 0 ? '; no record' : `; ${counted(all, 'record')} with all their facts: `}
        {kinds
          .map(([kind, count]) => `${count.toLocaleString()}\u00a0×\u00a0${nameOfKind(kind)}`)
          .join(', ')}
        . What is under embargo and not for you is not in it.
      </p>
    </>
  )
}

const counted = (count: number, one: string): string =>
  `${count.toLocaleString()} ${one}${count === 1 ? '' : 's'}`

const nameOfKind = (kind: string): string => contractOfKind(kind)?.title.toLowerCase() ?? kind

const progressInWords = (making: Making): string => {
  switch (making.is) {
    case 'making':
      return 'The pack is being made. You may close this window; stay on the page.'
    case 'coming':
      return `The pack is made and comes: ${sizeInWords(making.bytes)}${making.of === null ? '' : ` of ${sizeInWords(making.of)}`}.`
    case 'made':
      return `Saved as ${making.file} (${sizeInWords(making.bytes)}).`
    case 'failed':
    case 'not-asked':
      return ''
    default:
      return making satisfies never
  }
}
