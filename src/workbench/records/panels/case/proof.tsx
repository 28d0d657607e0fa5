import { Button } from '@mantine/core'
import { Section } from '../../../parts/page.tsx'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

/** The case with the proof of every fact, to hand to somebody who has nothing but the file. */
export const CaseProof = ({ record }: PanelProps<CaseView>) => {
  const address = `/api/cases/${encodeURIComponent(record.humanId)}/audit-pack`
  const name = `${record.humanId}.audit-pack.zip`
  return (
    <Section title="Export and proof">
      <p>
        The PDF tells the case as you may see it: facts, decisions, messages, what changed, files by
        their hash, and the state of the ledger.
      </p>
      <p>
        <Button
          component="a"
          href={`/api/cases/${encodeURIComponent(record.humanId)}/export.pdf`}
          download={`${record.humanId}.pdf`}
          variant="default"
        >
          Download as PDF
        </Button>
      </p>
      <p>
        The audit pack holds this case, all records around it and the proof of every fact. Anybody
        checks it without this server: <code>vulnerary verify {name}</code>
      </p>
      <p className="row">
        <Button component="a" href={address} download={name} variant="default">
          Download the audit pack
        </Button>
        <a href={`${address}?files=yes`} download={name}>
          with the files that it names
        </a>
      </p>
      <p className="soft small">
        Personal data of outsiders stay sealed in it. Files are not encrypted in it.
      </p>
    </Section>
  )
}
