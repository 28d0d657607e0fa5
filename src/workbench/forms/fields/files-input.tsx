import { Button, FileButton } from '@mantine/core'
import { useEffect, useId, useRef, useState } from 'react'
import { z } from 'zod'
import { fileReference } from '../../../kernel/fields.ts'
import { upload } from '../../api/files.ts'
import { type Problem, problemOf } from '../../api/problem.ts'
import { Refused } from '../../parts/banner.tsx'
import { sizeInWords } from '../../parts/files.tsx'
import { useFilesUnderWay } from '../context.ts'
import type { InputProps } from '../field-input.tsx'

type Props = InputProps & { readonly most: number; readonly single?: boolean }

const references = z.array(fileReference)

/** Files go to the store as soon as they are chosen; the command then only names them. */
export const FilesInput = ({ field, value, onChange, error, most, single = false }: Props) => {
  const [sending, setSending] = useState<string>()
  const [problem, setProblem] = useState<Problem>()
  const underWay = useFilesUnderWay()
  // What is typed beside while a file is on its way must not be lost when it has come through.
  const put = useRef(onChange)
  useEffect(() => {
    put.current = onChange
  }, [onChange])
  const labelId = useId()
  const kept = references.safeParse(single ? (value === undefined ? [] : [value]) : (value ?? []))
  const files = kept.success ? kept.data : []

  const add = async (chosen: readonly File[]) => {
    setProblem(undefined)
    let all = single ? [] : files
    underWay(1)
    try {
      for (const file of chosen.slice(0, most - all.length)) {
        setSending(file.name)
        all = [...all, await upload(file)]
        put.current(single ? all[0] : all)
      }
    } catch (cause) {
      setProblem(problemOf(cause))
    } finally {
      setSending(undefined)
      underWay(-1)
    }
  }

  return (
    <fieldset className="field-block field-plain" aria-labelledby={labelId}>
      <span id={labelId} className="field-label">
        {field.label}
        {field.required ? (
          <span className="required" aria-hidden="true">
            {' '}
            *
          </span>
        ) : null}
      </span>
      {field.help === '' ? null : <p className="small soft">{field.help}</p>}
      {problem === undefined ? null : <Refused problem={problem} />}
      <ul className="file-list">
        {files.map((file) => (
          <li key={file.hash + file.name}>
            <span>
              {file.name} <span className="soft small">{sizeInWords(file.size)}</span>
            </span>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() =>
                onChange(single ? undefined : files.filter(({ hash }) => hash !== file.hash))
              }
            >
              Remove<span className="visually-hidden"> {file.name}</span>
            </Button>
          </li>
        ))}
      </ul>
      {files.length >= most && !single ? null : (
        <FileButton
          multiple={!single}
          onChange={(chosen: File | File[] | null) =>
            void add(chosen === null ? [] : Array.isArray(chosen) ? chosen : [chosen])
          }
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="compact-md"
              loading={sending !== undefined}
              aria-describedby={labelId}
            >
              {single
                ? files.length === 0
                  ? 'Choose a file'
                  : 'Choose another file'
                : 'Add files'}
            </Button>
          )}
        </FileButton>
      )}
      <p className="small soft" aria-live="polite">
        {sending === undefined ? '' : `Sending ${sending} …`}
      </p>
      {error === undefined ? null : (
        <p className="small field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}
