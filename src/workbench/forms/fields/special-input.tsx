import { Autocomplete } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense } from 'react'
import { z } from 'zod'
import { recordQuery } from '../../api/records.ts'
import { statusInWords } from '../../kinds/words.ts'
import { Waiting } from '../../parts/page.tsx'
import { useFormRecord } from '../context.ts'
import { common, type InputProps, textOf } from '../field-input.tsx'
import type { SpecialShape } from '../shape.ts'
import { FromRecord } from './from-record.tsx'
import {
  CandidateInput,
  CandidatesInput,
  CvssInput,
  LevelInput,
  ProductInput,
  RangeInput,
  ScoreChoice,
  SsvcInput,
  TimingInput,
} from './lazy-inputs.ts'
import { OthersInput } from './others-inputs.tsx'
import { PersonInput } from './person-inputs.tsx'
import { SbomComponents, SbomFormat } from './sbom-components.tsx'
import '../../records/reading.css'

const later = (input: ReactNode) => <Suspense fallback={<Waiting />}>{input}</Suspense>

/** Fields whose choices come from the record at hand, from another record, or from the people. */
export const SpecialInput = ({
  shape,
  ...props
}: InputProps & { readonly shape: SpecialShape }) => {
  switch (shape.is) {
    case 'hidden':
      return null
    case 'revision':
      return <RevisionInput {...props} />
    case 'revision-range':
      return later(<RangeInput {...props} />)
    case 'own-revisions':
    case 'sbom-item':
    case 'sbom-items':
    case 'classified-item':
    case 'configuration':
    case 'configurations':
    case 'revisions-beside':
      return later(<ProductInput {...props} shape={shape} />)
    case 'document-version':
      return <VersionInput {...props} />
    case 'person':
    case 'colleague':
    case 'persons':
    case 'names':
    case 'name':
      return <PersonInput {...props} shape={shape} />
    case 'gate-check':
      return <CheckInput {...props} />
    case 'document-gap':
      return <GapInput {...props} />
    case 'frozen-case':
      return <FrozenCase {...props} />
    case 'told-user':
      return <ToldUserInput {...props} />
    case 'candidate':
      return later(<CandidateInput {...props} />)
    case 'candidates':
      return later(<CandidatesInput {...props} />)
    case 'sbom-components':
      return <SbomComponents {...props} />
    case 'sbom-format':
      return <SbomFormat {...props} />
    case 'cvss-vector':
      return later(<CvssInput {...props} />)
    case 'ssvc-answers':
      return later(<SsvcInput {...props} />)
    case 'which-score':
      return later(<ScoreChoice {...props} />)
    case 'authority':
    case 'incident':
    case 'clock':
      return later(<TimingInput {...props} shape={shape} />)
    case 'risk-level':
    case 'chance':
      return later(<LevelInput {...props} shape={shape} />)
    case 'tracker':
    case 'revisions':
    case 'on-behalf':
    case 'talk':
      return <OthersInput {...props} shape={shape} />
    default:
      return shape satisfies never
  }
}

const withRevisions = z.object({ revisions: z.array(z.object({ revision: z.string() })) })
const withVersions = z.object({ revisions: z.array(z.object({ version: z.string() })) })

/** A revision of the product named beside it, or of the product the form acts on. */
const RevisionInput = (props: InputProps) => {
  const record = useFormRecord()
  const beside = textOf(props.beside['product'])
  const { data } = useQuery({ ...recordQuery('products', beside), enabled: beside !== '' })
  const known = withRevisions.safeParse(beside === '' ? record?.state : data?.state)
  const names = known.success ? known.data.revisions.map(({ revision }) => revision) : []
  return (
    <Autocomplete
      {...common(props)}
      data={[...new Set(names)]}
      value={textOf(props.value)}
      onChange={props.onChange}
    />
  )
}

const aboutDocument = z.object({ document: z.string() })

/** A version of the document named beside it, of the one the record is about, or of the record. */
const VersionInput = (props: InputProps) => {
  const record = useFormRecord()
  const about = aboutDocument.safeParse(record?.state)
  const id = textOf(props.beside['document']) || (about.success ? about.data.document : '')
  const { data } = useQuery({ ...recordQuery('documents', id), enabled: id !== '' })
  const known = withVersions.safeParse(id === '' ? record?.state : data?.state)
  const names = known.success ? known.data.revisions.map(({ version }) => version) : []
  return (
    <Autocomplete
      {...common(props)}
      data={[...new Set(names)].reverse()}
      value={textOf(props.value)}
      onChange={props.onChange}
    />
  )
}

const withGate = z.object({
  gate: z
    .object({ checks: z.array(z.object({ id: z.string(), title: z.string(), state: z.string() })) })
    .nullable(),
})

const CheckInput = (props: InputProps) => {
  const gate = withGate.safeParse(useFormRecord()?.state)
  const checks = gate.success ? (gate.data.gate?.checks ?? []) : []
  const open = checks.filter(({ state }) => state !== 'passed')
  return (
    <FromRecord
      {...props}
      options={open.map(({ id, title, state }) => [id, `${title} (${statusInWords(state)})`])}
      none="The gate has no open check. Evaluate it first."
    />
  )
}

const withGaps = z.object({
  documents: z.array(
    z.object({ gaps: z.array(z.object({ gap: z.string(), title: z.string(), what: z.string() })) }),
  ),
})

/** A gap of the documents: chosen once, then shown as what it is. */
const GapInput = (props: InputProps) => {
  const state = withGaps.safeParse(useFormRecord()?.state)
  const gaps = state.success ? state.data.documents.flatMap((one) => one.gaps) : []
  const chosen = gaps.find(({ gap }) => gap === props.value)
  return chosen === undefined ? (
    <FromRecord
      {...props}
      options={[...new Map(gaps.map(({ gap, title }) => [gap, title]))]}
      none="The documents have no gap."
    />
  ) : (
    <p>
      <strong>{chosen.title}</strong> {chosen.what}
    </p>
  )
}

const withIssues = z.object({
  issues: z.array(z.object({ case: z.string(), reference: z.string(), title: z.string() })),
})

/** A case as the review froze it: it is concluded on, not chosen. */
const FrozenCase = ({ value }: InputProps) => {
  const state = withIssues.safeParse(useFormRecord()?.state)
  const issue = state.data?.issues.find((one) => one.case === value)
  return (
    <p>
      <strong>{issue?.reference ?? 'A case'}</strong> {issue?.title}
    </p>
  )
}

const withNotices = z.object({
  notices: z.array(z.object({ user: z.string(), organisation: z.string() })),
})

const ToldUserInput = (props: InputProps) => {
  const state = withNotices.safeParse(useFormRecord()?.state)
  const notices = state.success ? state.data.notices : []
  return (
    <FromRecord
      {...props}
      options={notices.map(({ user, organisation }) => [user, organisation])}
      none="Nobody was told yet. Tell the users first."
    />
  )
}
