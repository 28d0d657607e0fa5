import { Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { z } from 'zod'
import type { CommandDeclaration, KindContract } from '../../kernel/command.ts'
import { closureQuery } from '../api/case-closure.ts'
import { ProblemError } from '../api/problem.ts'
import { type RecordEnvelope, recordQuery } from '../api/records.ts'
import { useSignedIn } from '../api/session.ts'
import { NotFound } from '../app/not-found.tsx'
import { offered } from '../forms/order.ts'
import { contractOf } from '../kinds/contracts.ts'
import { placeOf } from '../kinds/places.ts'
import { Failed } from '../parts/banner.tsx'
import { StatusMark } from '../parts/marks.tsx'
import { Page, Waiting } from '../parts/page.tsx'
import { titleOf } from '../parts/record-link.tsx'
import { nextForCase, pointlessOnCase } from './case-next.ts'
import { nextCommands } from './next-commands.ts'
import { panelOf } from './panels/panels.ts'
import { ruledOut } from './ruled-out.ts'
import { Timeline } from './timeline.tsx'
import { useActOn } from './use-act-on.ts'
import './record.css'

/** One record: what it is, what can be done with it, and what happened. */
export const RecordPage = () => {
  const { collection, id } = useParams({ from: '/inside/$collection/$id' })
  const contract = contractOf(collection)
  const { data, error, refetch } = useQuery({
    ...recordQuery(collection, id),
    enabled: contract !== undefined,
    refetchInterval: ({ state: { data: record } }) => (isUnderWay(record?.state) ? soon : now),
  })
  if (contract === undefined) return <NotFound />
  if (data !== undefined) return <RecordBody key={data.id} contract={contract} record={data} />
  if (error instanceof ProblemError && error.problem.status === 404) return <NotFound />
  return error === null ? (
    <Waiting lines={8} />
  ) : (
    <Page title={`${placeOf(collection).title}: ${id}`}>
      <Failed error={error} onRetry={() => void refetch()} />
    </Page>
  )
}

const withStatus = z.object({ status: z.string(), documentsOrdered: z.boolean().optional() })

/** Milliseconds between looks at a record that the server is working on. */
const soon = 2_000
/** Milliseconds between looks at a record in front of somebody: colleagues work on it, too. */
const now = 5_000

/** Whether the server still reads, writes or publishes something of it. */
const isUnderWay = (state: unknown): boolean => {
  const { data } = withStatus.safeParse(state)
  return (
    data !== undefined &&
    (data.documentsOrdered === true || ['being-read', 'publishing'].includes(data.status))
  )
}

const RecordBody = ({
  contract,
  record,
}: {
  readonly contract: KindContract
  readonly record: RecordEnvelope
}) => {
  const { collection } = contract
  const status = withStatus.safeParse(record.state)
  const Panel = panelOf(collection)
  const title = titleOf(record.state) || record.humanId
  return (
    <Page
      title={title}
      eyebrow={
        <>
          <Link to="/$collection" params={{ collection }}>
            {placeOf(collection).title}
          </Link>
          <span className="mono">{record.humanId}</span>
          <span>Clause {contract.clause}</span>
          {status.success ? <StatusMark status={status.data.status} /> : null}
        </>
      }
      actions={<Actions contract={contract} record={record} />}
    >
      <div className="record">
        <div className="stack">
          <Suspense fallback={<Waiting lines={6} />}>
            <Panel record={record} />
          </Suspense>
        </div>
        <div className="record-aside">
          <Timeline collection={collection} id={record.id} version={record.version} />
        </div>
      </div>
    </Page>
  )
}

interface Offer {
  /** The most likely first. */
  readonly wanted: readonly string[]
  readonly isPointless: (command: string) => boolean
}

/** Undefined until it is known: a button must not move away under somebody's hand. */
const useOffer = ({ collection }: KindContract, record: RecordEnvelope): Offer | undefined => {
  const { person } = useSignedIn()
  const isCase = collection === 'cases'
  const { data: checks, isPending } = useQuery({
    ...closureQuery(record.humanId),
    enabled: isCase,
  })
  if (!isCase) {
    const pointless = ruledOut(collection, record.state)
    return {
      wanted: nextCommands(collection, record.state),
      isPointless: (command) => pointless.includes(command),
    }
  }
  if (isPending) return undefined
  const closed = withStatus.safeParse(record.state).data?.status === 'closed'
  return {
    wanted: nextForCase(closed, checks ?? [], `person:${person}`),
    isPointless: (command) => pointlessOnCase(command, closed, checks ?? []),
  }
}

/** What comes next as buttons, all else that this person may do behind one more. */
const Actions = ({
  contract,
  record,
}: {
  readonly contract: KindContract
  readonly record: RecordEnvelope
}) => {
  const session = useSignedIn()
  const act = useActOn(contract.collection, record)
  const offer = useOffer(contract, record)
  if (offer === undefined) return null
  const { wanted, isPointless } = offer
  const allowed = offered(contract, session, false).filter(({ name }) => !isPointless(name))
  const next = wanted.flatMap((name) => allowed.filter((command) => command.name === name))
  const rest = allowed.filter(({ name }) => !wanted.includes(name))
  return (
    <>
      {next.slice(0, 2).map(({ name, title }) => (
        <Button
          key={name}
          variant={name === wanted[0] && name !== 'note' ? 'filled' : 'default'}
          onClick={() => act(name)}
        >
          {title}
        </Button>
      ))}
      {rest.length + next.length > 2 || (next.length === 0 && rest.length > 0) ? (
        <CommandMenu
          title={next.length === 0 ? 'Actions' : 'More'}
          commands={[...next.slice(2), ...rest]}
          onChoose={act}
        />
      ) : null}
    </>
  )
}

/** While it is open no line moves under somebody's hand: what is there stays, what comes is added. */
const CommandMenu = ({
  title,
  commands,
  onChoose,
}: {
  readonly title: string
  readonly commands: readonly CommandDeclaration[]
  readonly onChoose: (command: string) => void
}) => {
  const [held, setHeld] = useState<readonly CommandDeclaration[]>()
  const isHeld = (name: string) => held?.some((one) => one.name === name) === true
  const shown = [...(held ?? []), ...commands.filter(({ name }) => !isHeld(name))]
  return (
    <Menu
      position="bottom-end"
      opened={held !== undefined}
      onChange={(opened) => setHeld(opened ? commands : undefined)}
    >
      <Menu.Target>
        <Button variant="default">{title}</Button>
      </Menu.Target>
      <Menu.Dropdown className="command-menu">
        {shown.map((command) => (
          <Menu.Item key={command.name} onClick={() => onChoose(command.name)}>
            {command.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
