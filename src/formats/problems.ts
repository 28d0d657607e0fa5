import { limits } from '../kernel/limits.ts'

/** What a reader found wrong and could read past: each once, up to the bound. */
export class Problems {
  readonly #found = new Set<string>()

  add(problem: string): void {
    if (this.#found.size < limits.formats.problems) this.#found.add(problem)
  }

  list(): readonly string[] {
    return [...this.#found]
  }
}
