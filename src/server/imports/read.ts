import { type AdvisedDocument, documentOf } from '../../formats/advised-document.ts'
import { identify } from '../../formats/identify.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import type { ForeignTasks } from '../processes/foreign-tasks.ts'
import { type ReportContent, reportsOf } from './report-of.ts'

/** A document of others as the reports it becomes. */
export interface ReadImport
  extends Pick<
    AdvisedDocument,
    'format' | 'authority' | 'id' | 'version' | 'title' | 'by' | 'tlp' | 'public' | 'url'
  > {
  readonly reports: readonly ReportContent[]
}

/** Refuses as `identify` does, or with `import/no-vulnerabilities`. */
export const readImport = (bytes: Uint8Array): ReadImport | Refusal => {
  const found = identify(bytes)
  if (isRefusal(found)) return found
  const document = documentOf(found)
  if (isRefusal(document)) return document
  const { format, authority, id, version, title, by, tlp, public: open, url } = document
  return {
    format,
    authority,
    id,
    version,
    title,
    by,
    tlp,
    public: open,
    url,
    reports: reportsOf(document),
  }
}

/** Up to this many bytes are read here, in milliseconds; more outside the server's process. */
const smallBytes = 262_144

export const readAnywhere = (
  foreign: ForeignTasks,
  bytes: Uint8Array,
): Promise<ReadImport | Refusal> =>
  bytes.length <= smallBytes ? Promise.resolve(readImport(bytes)) : foreign.readImport(bytes)
