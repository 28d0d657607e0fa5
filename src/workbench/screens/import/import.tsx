import { Button, FileInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { caseColumns, type ImportColumn, riskColumns } from '../../../cases/contract.ts'
import { type ImportedFile, importFile } from '../../api/registers.ts'
import { Failed } from '../../parts/banner.tsx'
import { Facts, Page } from '../../parts/page.tsx'
import { Outcome } from './outcome.tsx'
import './import.css'

/** The risk register from a file. */
export const ImportRisks = () => (
  <Import
    collection="risks"
    title="Import the risk register"
    columns={riskColumns}
    template={
      <>
        Start from an <a href="/api/risks/export.xlsx">export</a>: it has every column, and levels
        to choose from. Entries are found again by their reference or number; those that differ are
        revised, and an acceptance of them ends.
      </>
    }
  />
)

/** Cases of an earlier system, with their dates. */
export const ImportCases = () => (
  <Import
    collection="cases"
    title="Import cases of an earlier system"
    columns={caseColumns}
    template={
      <>
        Start from the <a href="/api/cases/import-template.xlsx">template</a>. Each case keeps its
        days and is marked as imported. One that was closed there is closed here; one that was
        imported before stays as it is.
      </>
    }
  />
)

interface Kind {
  readonly collection: 'risks' | 'cases'
  readonly title: string
  readonly columns: Readonly<Record<string, ImportColumn>>
  readonly template: ReactNode
}

/** A file is looked at first; what it would do is shown before anybody lets it. */
const Import = ({ collection, title, columns, template }: Kind) => {
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [system, setSystem] = useState('')
  const [seen, setSeen] = useState<ImportedFile | null>(null)
  const send = useMutation({
    mutationFn: ({ chosen, dryRun }: { readonly chosen: File; readonly dryRun: boolean }) =>
      importFile(collection, chosen, { dryRun, system: system.trim() }),
    onSuccess: async (answer) => {
      setSeen(answer)
      if (answer.imported) await queries.invalidateQueries({ queryKey: ['records'] })
    },
  })
  const choose = (chosen: File | null) => {
    setFile(chosen)
    setSeen(null)
    send.reset()
  }
  const needsSystem = collection === 'cases'
  const ready = file !== null && (!needsSystem || system.trim() !== '')
  const changes = seen === null ? 0 : seen.counts.new + seen.counts.changed
  const may = seen !== null && !seen.imported && seen.problems.length === 0 && changes > 0
  return (
    <Page
      title={title}
      eyebrow={
        <Link to="/$collection" params={{ collection }}>
          {needsSystem ? 'Cases' : 'Risk register'}
        </Link>
      }
      below={<p className="soft">{template}</p>}
    >
      <form
        className="import-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (file !== null && ready) send.mutate({ chosen: file, dryRun: true })
        }}
      >
        {needsSystem ? (
          <TextInput
            label="Earlier system"
            description="What it is called. With its number there a case is known again."
            withAsterisk
            value={system}
            onChange={({ currentTarget }) => {
              setSystem(currentTarget.value)
              setSeen(null)
            }}
          />
        ) : null}
        <FileInput
          label="File"
          description="CSV in UTF-8, or .xlsx with one sheet. The first row names the columns."
          withAsterisk
          accept=".csv,.tsv,.txt,.xlsx"
          placeholder="Choose a file …"
          value={file}
          onChange={choose}
        />
        <div className="row">
          <Button
            type="submit"
            variant={may ? 'default' : 'filled'}
            disabled={!ready}
            loading={send.isPending && send.variables.dryRun}
          >
            See what would happen
          </Button>
          {may ? (
            <Button
              loading={send.isPending && !send.variables.dryRun}
              onClick={() => {
                if (file !== null) send.mutate({ chosen: file, dryRun: false })
              }}
            >
              {`Import ${changes === 1 ? 'this row' : `these ${changes} rows`}`}
            </Button>
          ) : null}
        </div>
      </form>
      {send.error === null ? null : <Failed error={send.error} />}
      {seen === null ? (
        <ColumnList columns={columns} />
      ) : (
        <Outcome collection={collection} seen={seen} />
      )}
    </Page>
  )
}

const ColumnList = ({ columns }: Pick<Kind, 'columns'>) => (
  <section className="section" aria-label="Columns">
    <div className="section-head">
      <h2>Columns</h2>
    </div>
    <p className="soft">In any order. Others are left out, and you are told which.</p>
    <Facts
      facts={Object.values(columns).map(({ title, help, required }) => ({
        name: `${title}${required === true ? ' *' : ''}`,
        value: help,
      }))}
    />
    <p className="soft small">* must be in the file</p>
  </section>
)
