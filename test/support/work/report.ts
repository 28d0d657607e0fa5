import { createHash } from 'node:crypto'
import type { Answer, Colleague, Maker } from '../maker.ts'

/** What a stranger sees straight after sending the public form. */
export interface Sent {
  readonly status: number
  readonly page: string
  readonly reference: string
  /** Path of the secret link. */
  readonly link: string
  /** The day by which a person answers. */
  readonly answersBy: string
}

/** Sends the public form as a browser without script does, with no account and no cookie. */
export const sendsForm = async (
  maker: Maker,
  fields: Readonly<Record<string, string>>,
  files: readonly { readonly name: string; readonly text: string }[] = [],
): Promise<Sent> => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  for (const { name, text } of files) form.append('files', new Blob([text]), name)
  const answer = await maker.fetch('/report', { method: 'POST', body: form })
  const page = await answer.text()
  const found = (pattern: RegExp) => pattern.exec(page)?.[1] ?? ''
  return {
    status: answer.status,
    page,
    reference: found(/<dd id="reference">([^<]+)</),
    link: found(/id="secret-link" href="[^"]*(\/r\/[^"]+)"/),
    answersBy: found(/A person answers by<\/dt><dd><time dateTime="([^"]+)"/),
  }
}

/** Records a report over the API, as a colleague or a connector does. */
export const receives = async (
  by: Colleague,
  input: Readonly<Record<string, unknown>>,
): Promise<{ id: string; humanId: string }> =>
  by.does('/api/reports/receive', { description: 'Plain HTTP on port 80.', ...input })

/** What every report has from the first moment, whatever its source. */
export const isTracked = (report: Answer['body']): boolean =>
  /^RPT-\d{4}-\d{4,}$/.test(report.state.reference) &&
  report.state.status === 'new' &&
  /^\d{4}-\d\d-\d\d$/.test(report.state.nextDate)

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
