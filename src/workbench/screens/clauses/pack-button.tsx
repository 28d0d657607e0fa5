import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { readers } from '../../../kernel/roles.ts'
import { fetchPack, type PackQuestion } from '../../api/audit-pack.ts'
import type { Scope } from '../../api/clauses.ts'
import { type Problem, problemOf } from '../../api/problem.ts'
import { useSignedIn } from '../../api/session.ts'
import { LateDialog } from '../../parts/late-dialog.tsx'
import { PackForm } from './pack-form.tsx'

/** How far a pack is. It goes on while its dialog is closed, and ends with the page. */
export type Making =
  | { readonly is: 'not-asked' }
  | { readonly is: 'making' }
  | { readonly is: 'coming'; readonly bytes: number; readonly of: number | null }
  | { readonly is: 'made'; readonly file: string; readonly bytes: number }
  | { readonly is: 'failed'; readonly problem: Problem }

/** Makes the audit pack of what the page shows. Nothing for whoever the server would refuse. */
export const PackButton = ({
  clause,
  scope,
}: {
  /** Undefined: all clauses. */
  readonly clause?: string
  readonly scope: Scope
}) => {
  const { roles } = useSignedIn()
  const [opened, setOpened] = useState(false)
  const [making, setMaking] = useState<Making>({ is: 'not-asked' })
  const underWay = useRef<AbortController>(undefined)
  useEffect(() => () => underWay.current?.abort(), [])
  if (!roles.some((role) => readers.includes(role))) return null

  const make = async (question: PackQuestion, withFiles: boolean, file: string) => {
    const controller = new AbortController()
    underWay.current = controller
    setMaking({ is: 'making' })
    try {
      const pack = await fetchPack(question, withFiles, {
        signal: controller.signal,
        onProgress: (bytes, of) => setMaking({ is: 'coming', bytes, of }),
      })
      save(pack, file)
      setMaking({ is: 'made', file, bytes: pack.size })
    } catch (error) {
      if (controller.signal.aborted) return
      setMaking({ is: 'failed', problem: problemOf(error) })
    }
  }
  const cancel = () => {
    underWay.current?.abort()
    setMaking({ is: 'not-asked' })
  }
  const isUnderWay = making.is === 'making' || making.is === 'coming'
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {isUnderWay ? 'Audit pack: being made…' : 'Audit pack'}
      </Button>
      <LateDialog opened={opened} onClose={() => setOpened(false)} title="Audit pack">
        <PackForm
          about={{ clause, ...scope }}
          making={making}
          onMake={(...asked) => void make(...asked)}
          onCancel={cancel}
        />
      </LateDialog>
    </>
  )
}

/** Milliseconds after which the browser has taken what it saves. */
const taken = 60_000

const save = (content: Blob, name: string): void => {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), taken)
}
