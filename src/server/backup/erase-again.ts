import { type ErasureList, emptyMails, noteDestroyed } from '../erasure/index.ts'
import type { RestoreTarget } from './target.ts'

/** What is destroyed once more, because it was after the backup. */
export type Again = Pick<ErasureList, 'persons' | 'files'>

/** Words and titles follow from keys that are not there any more; mails and files are taken out here. */
export const eraseAgain = async (again: Again, { database }: RestoreTarget): Promise<void> => {
  await noteDestroyed(database.writer, again.files)
  for (const { person } of again.persons) {
    const facets = database.reader.selectFrom('facet').select('stream')
    const theirs = await facets.where('name', '=', 'person').where('value', '=', person).execute()
    const streams = theirs.map(({ stream }) => stream)
    await emptyMails(database.writer, person, streams)
  }
}
