import { createContext, useContext } from 'react'
import type { RecordEnvelope } from '../api/records.ts'

/** The record that a form acts on; undefined where it creates one. */
const context = createContext<RecordEnvelope | undefined>(undefined)

export const FormRecord = context.Provider
export const useFormRecord = (): RecordEnvelope | undefined => useContext(context)
