import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import { readInput } from '../read-input.ts'
import { plain } from '../terminal-text.ts'

/** What a file of others is, and what it says. */
export const read: Command = {
  name: 'read',
  summary: 'Say what a file of others is, and what we read out of it',
  usage: 'FILE|-',
  operands: [1, 1],
  details: [
    'Reads CSAF 2.0 and 2.1, OpenVEX, CycloneDX (as SBOM, VEX or VDR; JSON or XML), SPDX, OSV, CVE and GitHub advisories, EPSS scores (CSV or JSON), the KEV catalogue of CISA, audit events (syslog, DICOM audit messages, FHIR AuditEvent, JSON lines), mail, security.txt, and CSV files of complaints whose columns bear our names (number, description …); a file in gzip as what is in it. Answers 0 when the file was read (its problems are listed), 2 when it is none of these or damaged. Reading is no validation: for CSAF use vulnerary verify.',
  ],
  run: async (context, words) => {
    const [file = ''] = words.operands
    const { readFileOf } = await import('../../server/index/offline.ts')
    const bytes = await readInput(context.io, file, limits.formats.bytes)
    if (isRefusal(bytes)) return bytes
    const found = await readFileOf(bytes, Date.now())
    if (isRefusal(found)) return found
    context.answer(found, [
      `${found.format}${found.version === '' ? '' : ` ${found.version}`}: ${found.valid ? 'read' : `read, with ${found.problems.length} problems`}`,
      ...found.problems.map((problem) => `  ${plain(problem)}`),
      JSON.stringify(found.summary, undefined, 2),
    ])
    return exit.done
  },
}
