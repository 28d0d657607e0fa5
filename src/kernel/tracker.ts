import type { Instant } from './time.ts'

/**
 * The port to an issue tracker, the same for Redmine, Jira and GitHub. It stands in the kernel since
 * several slices name issues by it: reports come out of them, cases and documentation defects go
 * into them (decision 25). `connections/trackers` speaks each one's protocol.
 */
export interface Tracker {
  /** As origins name it: `redmine:lab`. */
  readonly system: string
  /**
   * A page of the issues that bear the configured label and changed since, in an order that no
   * change disturbs; ask again with `next` until it is null. `at` is the tracker's own time.
   */
  list(asked: { readonly since: Instant | null; readonly next?: string }): Promise<IssuePage>
  /** Undefined where there is no such issue, or none that our account may see. */
  read(key: string): Promise<Issue | undefined>
  /** What people (and we) wrote below the issue, oldest first. */
  comments(key: string): Promise<readonly IssueComment[]>
  /** Adds a comment; answers what the tracker said of it. */
  comment(key: string, text: string): Promise<string>
  /** Points back from the issue; false where this tracker has no other place for it than a comment. */
  link(key: string, link: { readonly url: string; readonly title: string }): Promise<boolean>
  /** A new issue, with the configured label or without it. */
  create(issue: NewIssue): Promise<Issue>
  /** By the name that the tracker shows; throws where its workflow does not allow the step. */
  setStatus(key: string, status: string): Promise<void>
  /** Ends what is under way. */
  close(): void
}

export interface Issue {
  /** As its people write it: `1234`, `LAB-12`, `77`. */
  readonly key: string
  readonly url: string
  readonly title: string
  /** In the tracker's own markup. */
  readonly text: string
  /** The name that the tracker shows, or empty. */
  readonly author: string
  readonly status: string
  readonly isClosed: boolean
  readonly createdAt: Instant
  readonly updatedAt: Instant
  readonly attachments: readonly { readonly name: string; readonly url: string }[]
}

export interface IssuePage {
  readonly issues: readonly Issue[]
  readonly next: string | null
  readonly at: Instant
}

export interface IssueComment {
  readonly id: string
  readonly at: Instant
  readonly text: string
}

export interface NewIssue {
  readonly title: string
  readonly text: string
  readonly labelled: boolean
}
