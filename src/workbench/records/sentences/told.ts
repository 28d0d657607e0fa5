import { z } from 'zod'
import { fileReference } from '../../../kernel/fields.ts'
import type { FileLike } from '../../parts/files.tsx'
import { dayInWords } from '../../parts/time.tsx'

export type Payload = Readonly<Record<string, unknown>>

/** A fact in words, after the name of who did it: `opened the case`. */
export interface Told {
  readonly words: string
  /** What they wrote. */
  readonly detail?: string
  readonly files?: readonly FileLike[]
  /** Whom it is about: `person:<id>`, shown by name after the words. */
  readonly actor?: string
  readonly record?: { readonly collection: string; readonly id: string }
}

export type Telling = (payload: Payload) => Told

export const text = (payload: Payload, name: string): string => {
  const value = payload[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** A day as people write it. */
export const dayOf = (payload: Payload, name: string): string => dayInWords(text(payload, name))

export const count = (payload: Payload, name: string): number => {
  const value = payload[name]
  return Array.isArray(value) ? value.length : 0
}

export const listOf = (payload: Payload, name: string): readonly string[] => {
  const value = payload[name]
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : []
}

const files = z.array(fileReference)

export const filesOf = (payload: Payload, name: string): readonly FileLike[] => {
  const value = payload[name]
  const parsed = files.safeParse(Array.isArray(value) ? value : value === undefined ? [] : [value])
  return parsed.success ? parsed.data : []
}

/** `3 revisions`, `1 revision`. */
export const many = (number: number, one: string): string =>
  `${number} ${number === 1 ? one : `${one}s`}`

export const told = (words: string, detail = ''): Told =>
  detail === '' ? { words } : { words, detail }
