import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import { readInput } from '../read-input.ts'
import { plain } from '../terminal-text.ts'

/** What a machine-readable file of others is, and what it says. */
export const read: Command = {
  name: 'read',
  summary: 'Say what a CSAF, SBOM, OSV, CVE, GitHub advisory or audit log file is and holds',
  usage: 'FILE|-',
  operands: [1, 1],
  details: [
    'Answers 0 when the file was read (its problems are listed), 2 when it is none of CSAF, CycloneDX, SPDX, OSV, CVE, a GitHub advisory or audit events (syslog, DICOM audit messages, FHIR AuditEvent, JSON lines), or is damaged. Reading is no validation: for CSAF use vulnerary verify.',
  ],
  run: async (context, words) => {
    const [file = ''] = words.operands
    const { identify } = await import('../../server/index/offline.ts')
    const bytes = await readInput(context.io, file, limits.formats.bytes)
    if (isRefusal(bytes)) return bytes
    const found = identify(bytes)
    if (isRefusal(found)) return found
    context.answer(found, [
      `${found.format}${found.version === '' ? '' : ` ${found.version}`}: ${found.valid ? 'read' : `read, with ${found.problems.length} problems`}`,
      ...found.problems.map((problem) => `  ${plain(problem)}`),
      JSON.stringify(found.summary, undefined, 2),
    ])
    return exit.done
  },
}
