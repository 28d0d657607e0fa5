import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * What takes longest, first: so no worker ends the run alone with a minute of work. By folder, since
 * a fresh clone has measured nothing, and by name for the few that are not like their neighbours.
 */
const longest: readonly RegExp[] = [
  // Browsers and command lines: a minute and more, however short the file is.
  /\/test\/(browser|conformance\/cli)\//,
  // Every hostile input, every byte of a file, the whole way of a report, a Redmine that starts.
  /\/test\/faults\/|\/(csaf-through|audit-pack|chain|demo|tuf-tamper|redmine|lab)\.test\.ts$/,
  /\/test\/conformance\/|\/src\/server\/(reactions|processes)\//,
  /\/test\/acceptance\//,
]

/** The place of a file in the order: 0 is begun first. */
export const turnOf = (path: string): number => {
  const turn = longest.findIndex((pattern) => pattern.test(path))
  return turn < 0 ? longest.length : turn
}

/** Files of one turn stay as vitest has them: by what it measured before, or by their size. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.sort((one, other) => turnOf(one.moduleId) - turnOf(other.moduleId))
  }
}
