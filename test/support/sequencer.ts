import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * What drives a browser or the command line takes a minute and more, however short its file is: it
 * comes first, so that no worker ends the run with it alone. The rest stays as vitest has it.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) =>
      /\/test\/(browser|conformance\/cli)\//.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
