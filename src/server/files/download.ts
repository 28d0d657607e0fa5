import { safeFileName } from './names.ts'

/**
 * Headers under which a stored file is handed out: always saved, never shown or run by a browser,
 * whatever it holds. The name is sent in both forms of RFC 6266 section 4.1: ASCII for the old,
 * UTF-8 (RFC 8187) for the rest.
 */
export const downloadHeaders = (name: string): Readonly<Record<string, string>> => {
  const safe = safeFileName(name)
  return {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${ascii(safe)}"; filename*=UTF-8''${extended(safe)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
  }
}

// Browsers differ on backslashes and percent signs in the quoted form, so neither is sent.
const ascii = (name: string): string => name.replace(/[^ !#$&'()+,\-.0-9;=@A-Z[\]^_`a-z{}~]/gu, '_')

/** RFC 8187 section 3.2.1: encodeURIComponent leaves four characters that are not attr-char. */
const extended = (name: string): string =>
  encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
