import { TestRunner } from 'vitest'
import { onAbsent } from './absent.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** Needs that this machine lacks: why tests below here are skipped. */
    absent?: readonly string[]
  }
}

onAbsent((reason) => {
  const { meta } = TestRunner.getCurrentSuite().file
  if (meta.absent?.includes(reason) !== true) meta.absent = [...(meta.absent ?? []), reason]
})
