import { limits } from '../../kernel/limits.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { parseStrictJsonBytes } from '../../kernel/strict-json.ts'
import { plain } from '../terminal-text.ts'
import type { Verified } from './verdict.ts'

/** A CSAF 2.0 advisory: the schema and every mandatory test (section 6.1). */
export const verifyAdvisory = async (bytes: Uint8Array): Verified => {
  const { identify, validateCsaf } = await import('../../server/index/offline.ts')
  const { bytes: most, depth, nodes } = limits.formats
  const json = parseStrictJsonBytes(bytes, { bytes: most, depth, nodes })
  if (isRefusal(json)) return json
  const found = identify(bytes)
  if (!isRefusal(found) && found.format !== 'CSAF')
    return refuse(
      'verify/not-verifiable',
      `This is ${found.format}: nothing in it can be verified. Read it with vulnerary read. If it is part of an update, give --root ROOT.`,
    )
  if (isRefusal(found) && (typeof json !== 'object' || json === null || !('document' in json)))
    return found
  if (!isRefusal(found) && found.version !== '2.0')
    return refuse(
      'verify/csaf-version',
      `This is CSAF ${found.version}, which is read but not validated here: only CSAF 2.0 is. Read it with vulnerary read.`,
    )
  const { valid, errors, warnings } = await validateCsaf(json)
  const told = ({ test, instancePath, message }: (typeof errors)[number]) =>
    plain(`${test} ${instancePath}: ${message}`)
  return {
    good: valid,
    kind: 'advisory',
    value: { errors, warnings },
    lines: [
      valid
        ? 'good: CSAF 2.0, the schema and every mandatory test passed'
        : `NOT GOOD: not valid CSAF 2.0 (${errors.length} errors)`,
      ...errors.map((error) => `      ${told(error)}`),
      ...warnings.map((warning) => `      warning: ${told(warning)}`),
    ],
  }
}
