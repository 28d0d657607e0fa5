import { createContext, useContext } from 'react'
import type { RecordEnvelope } from '../api/records.ts'

/** The record that a form acts on; undefined where it creates one. */
const context = createContext<RecordEnvelope | undefined>(undefined)

export const FormRecord = context.Provider
export const useFormRecord = (): RecordEnvelope | undefined => useContext(context)

/** Tells the form around a field that a file is on its way (1) or has come through or failed (-1). */
const filesUnderWay = createContext<(change: 1 | -1) => void>(() => {})
export const FilesUnderWay = filesUnderWay.Provider
export const useFilesUnderWay = (): ((change: 1 | -1) => void) => useContext(filesUnderWay)
