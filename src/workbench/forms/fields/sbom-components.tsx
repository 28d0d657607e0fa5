import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { fileReference } from '../../../kernel/fields.ts'
import { downloadAddress } from '../../api/files.ts'
import { Banner } from '../../parts/banner.tsx'
import type { InputProps } from '../field-input.tsx'
import { readSbom } from '../read-sbom.ts'

/** What stands in the SBOM file chosen beside this field. */
const useSbom = (beside: InputProps['beside']) => {
  const file = fileReference.safeParse(beside['file'])
  return useQuery({
    queryKey: ['sbom', file.data?.hash ?? ''],
    enabled: file.success,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      if (!file.success) return null
      const response = await fetch(downloadAddress(file.data), { signal })
      return response.ok ? (readSbom(await response.text()) ?? null) : null
    },
  })
}

const most = 2_000

/** The software items read from the file; the list itself is too long to edit by hand. */
export const SbomComponents = ({ field, beside, onChange, value, error }: InputProps) => {
  const { data, isFetching } = useSbom(beside)
  const items = data?.items.slice(0, most)
  // The file decides the value: it is set once for each file, not on each keystroke.
  useEffect(() => {
    if (items !== undefined && items.length !== lengthOf(value)) onChange(items)
  }, [items, value, onChange])
  return (
    <div className="field-block">
      <span className="field-label">{field.label}</span>
      {data === null ? (
        <Banner tone="warn" live>
          <p>
            This file is neither CycloneDX nor SPDX in JSON. Convert it, and choose the file again.
          </p>
        </Banner>
      ) : (
        <p className="soft" aria-live="polite">
          {isFetching
            ? 'Reading the file …'
            : data === undefined
              ? 'Choose the file; its software items are read here.'
              : `${data.items.length} software items read, ${data.format}.`}
        </p>
      )}
      {data !== null && data !== undefined && data.items.length > most ? (
        <Banner tone="warn">
          <p>
            Only the first {most} of {data.items.length} items can be recorded here.
          </p>
        </Banner>
      ) : null}
      {error === undefined ? null : <p className="small field-error">{error}</p>}
    </div>
  )
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : -1)

/** The format follows from the file too, and needs no input of its own. */
export const SbomFormat = ({ beside, onChange, value }: InputProps) => {
  const { data } = useSbom(beside)
  useEffect(() => {
    if (data?.format !== undefined && data.format !== value) onChange(data.format)
  }, [data, value, onChange])
  return null
}
