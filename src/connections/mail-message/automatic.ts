import type { ParsedMail } from 'mailparser'

/** Why nobody may be answered; empty where a person wrote to us. */
export type Automatic = '' | 'auto-reply' | 'bounce' | 'list'

/** Headers by which programs say that they wrote a mail, besides those of the standards. */
const programs = ['x-autoreply', 'x-autorespond', 'x-auto-response-suppress']
const daemons = /^(?:mailer-daemon|postmaster|bounces?|bounces?[-+].*)@/i

/**
 * Whether a program wrote it: RFC 3834 section 2 (Auto-Submitted, Precedence, List-*, an empty
 * return path, a mailer daemon). Such a mail is never answered.
 */
export const automaticOf = ({ headers, from }: ParsedMail): Automatic => {
  const text = (name: string) => {
    const value = headers.get(name)
    return typeof value === 'string' ? value.trim().toLowerCase() : ''
  }
  const report = reportType(headers.get('content-type'))
  if (report === 'delivery-status') return 'bounce'
  if (isEmptyPath(headers.get('return-path'))) return 'bounce'
  if (from?.value.some(({ address }) => daemons.test(address ?? '')) === true) return 'bounce'
  const submitted = text('auto-submitted')
  if (report !== undefined || (submitted !== '' && !/^no\b/.test(submitted))) return 'auto-reply'
  if (programs.some((name) => headers.has(name))) return 'auto-reply'
  // mailparser gathers every List-* header in one.
  if (headers.has('list') || /^(?:bulk|junk|list)\b/.test(text('precedence'))) return 'list'
  return ''
}

/** Of multipart/report (RFC 6522) what it reports, in lower case. */
const reportType = (type: unknown): string | undefined => {
  if (typeof type !== 'object' || type === null || !('value' in type && 'params' in type))
    return undefined
  const { value, params } = type
  if (value !== 'multipart/report' || typeof params !== 'object' || params === null)
    return undefined
  return 'report-type' in params ? String(params['report-type']).toLowerCase() : ''
}

const isEmptyPath = (path: unknown): boolean =>
  typeof path === 'object' &&
  path !== null &&
  'value' in path &&
  Array.isArray(path.value) &&
  path.value.every((one: { readonly address?: string }) => (one.address ?? '') === '')
