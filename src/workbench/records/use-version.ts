import { useQuery } from '@tanstack/react-query'
import { recordQuery } from '../api/records.ts'
import { documentView } from './views/documents.ts'

/** The version that people know a document's revision by; a look cites it by its file's hash. */
export const useVersion = (document: string, revision: string): string => {
  const { data } = useQuery({ ...recordQuery('documents', document), staleTime: 60_000 })
  const parsed = documentView.safeParse(data?.state)
  const found = parsed.data?.revisions.find(({ file }) => file.hash === revision)
  return found?.version ?? revision
}
