import { createHmac } from 'node:crypto'
import { generateURI, ScureBase32Plugin, verifySync } from 'otplib'
import type { Clock, RandomBytes } from '../../../kernel/ports.ts'
import { deriveKey, type MasterKey } from '../../vault/index.ts'
import { decrypt, encrypt } from '../../vault/sealed-text.ts'

/** Time-based one-time codes (RFC 6238): SHA-1, six digits, 30 seconds, as every app knows them. */
export interface Totp {
  /** The secret (20 bytes) that an invitation's link stands for; nothing of it is stored. */
  secretOf(invitation: string): Uint8Array
  /** The secret that a person's request to change their authenticator stands for. */
  secretOfChange(person: string, request: string): Uint8Array
  /** For typing in: base32 in groups of four. */
  written(secret: Uint8Array): string
  /** For the app: an `otpauth:` address. */
  uri(login: string, secret: Uint8Array): string
  /** The time step the code belongs to, one around now allowed; undefined where it fits none. */
  stepOf(secret: Uint8Array, code: string): number | undefined
  /** The stored form; `open` throws where it is not this person's or was changed. */
  seal(person: string, secret: Uint8Array): string
  open(person: string, sealed: string): Uint8Array
}

const period = 30
const secretBytes = 20

export const createTotp = (master: MasterKey, clock: Clock, random: RandomBytes): Totp => {
  const storing = deriveKey(master, 'totp')
  const enrolling = deriveKey(master, 'totp-enrolment')
  const base32 = new ScureBase32Plugin()
  return {
    secretOf: (invitation) =>
      createHmac('sha256', enrolling).update(invitation).digest().subarray(0, secretBytes),
    // A link's token has no colon in it: the one can never give the other's secret.
    secretOfChange: (person, request) =>
      createHmac('sha256', enrolling)
        .update(`change:${person}:${request}`)
        .digest()
        .subarray(0, secretBytes),
    written: (secret) => (base32.encode(secret).match(/.{1,4}/g) ?? []).join(' '),
    uri: (login, secret) =>
      generateURI({ issuer: 'Vulnerary', label: login, secret: base32.encode(secret), period }),
    stepOf: (secret, code) => {
      const token = code.replaceAll(' ', '')
      if (!/^\d{6}$/.test(token)) return undefined
      const epoch = Math.floor(clock() / 1_000)
      const result = verifySync({ secret, token, epoch, period, epochTolerance: period })
      return result.valid && 'timeStep' in result ? result.timeStep : undefined
    },
    seal: (person, secret) =>
      Buffer.from(encrypt(storing, person, secret, random)).toString('base64url'),
    open: (person, sealed) => {
      const secret = decrypt(storing, person, Buffer.from(sealed, 'base64url'))
      if (secret === undefined) throw new Error('A stored authenticator secret is damaged.')
      return secret
    },
  }
}
