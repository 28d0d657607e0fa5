import { type Refusal, refuse } from '../../kernel/result.ts'

/**
 * Why an update is not good. `details.file` names the file to blame, `details.step` the section of
 * the TUF 1.0 specification that failed; the rest is the evidence.
 */
export const refuseFile = (
  code: TufRefusalCode,
  file: string,
  step: string,
  message: string,
  evidence: Readonly<Record<string, unknown>> = {},
): Refusal => refuse(code, `${file}: ${message}`, { file, step, ...evidence })

export type TufRefusalCode =
  | 'tuf/missing-file'
  | 'tuf/too-large'
  | 'tuf/malformed'
  | 'tuf/not-exact'
  | 'tuf/key-id'
  | 'tuf/signatures'
  | 'tuf/rollback'
  | 'tuf/version-mismatch'
  | 'tuf/hash-mismatch'
  | 'tuf/length-mismatch'
  | 'tuf/expired'
  | 'tuf/unsupported'
  | 'tuf/unknown-target'
  | 'tuf/withdrawn'
