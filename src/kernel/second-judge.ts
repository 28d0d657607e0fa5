import type { Refusal } from './result.ts'

/** Another judge of documents, such as a language model that the maker runs or rents. */
export interface SecondJudge {
  /** What it is and where, for people: `qwen3 at http://127.0.0.1:11434/v1`. */
  readonly name: string
  /** Its answer as it came; bounded, and believed in nothing. */
  ask(question: SecondQuestion): Promise<string | Refusal>
}

export interface SecondQuestion {
  /** What it is to do, in our words. */
  readonly task: string
  /** The duties and a part of a document, as JSON: data, not words to follow. */
  readonly material: string
}
