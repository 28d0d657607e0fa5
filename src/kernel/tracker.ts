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
  /**
   * A page of all issues that changed since, whatever their label: news of tasks that were pushed
   * there, and of one whose `create` was answered with silence. Pages and `at` as for `list`.
   */
  changed(asked: { readonly since: Instant; readonly next?: string }): Promise<IssuePage>
  /**
   * Undefined where there is no such issue, or none that our account may see. One that was moved to
   * another project is read as it is there now: its `id` is the same in Redmine and Jira.
   */
  read(key: string): Promise<Issue | undefined>
  /** What people (and we) wrote below the issue, oldest first. */
  comments(key: string): Promise<readonly IssueComment[]>
  /** Adds a comment; answers what the tracker said of it. */
  comment(key: string, text: string): Promise<string>
  /** Points back from the issue; false where this tracker has no other place for it than a comment. */
  link(key: string, link: { readonly url: string; readonly title: string }): Promise<boolean>
  /** The bytes of an attached file; undefined where it is gone, or not for our account. */
  file(attachment: IssueAttachment): Promise<AsyncIterable<Uint8Array> | undefined>
  /**
   * A new issue, with the configured label or without it. No tracker knows an idempotency key: a mark
   * in the text is how a second attempt finds the first (`changed`).
   */
  create(issue: NewIssue): Promise<Issue>
  /** By the name that the tracker shows; throws where its workflow does not allow the step. */
  setStatus(key: string, status: string): Promise<void>
  /**
   * Whether only people whom the maker let in can read this project, as the tracker says it at this
   * moment, or the settings where it does not say. Throws where that is not known: then it is not.
   */
  isPrivate(): Promise<boolean>
  /** Ends what is under way. */
  close(): void
}

export interface Issue {
  /** The tracker's own number for it, which no move to another project changes (GitHub's does). */
  readonly id: string
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
  /** None for GitHub, which has files only as addresses in the text. */
  readonly attachments: readonly IssueAttachment[]
}

export interface IssueAttachment {
  readonly id: string
  readonly name: string
  /** For people; files are fetched by their id, from the configured address only. */
  readonly url: string
  /** Bytes, as the tracker says it. */
  readonly size: number
  readonly at: Instant
}

export interface IssuePage {
  readonly issues: readonly Issue[]
  readonly next: string | null
  readonly at: Instant
}

export interface IssueComment {
  readonly id: string
  readonly at: Instant
  /** The name that the tracker shows, or empty. */
  readonly author: string
  readonly text: string
}

export interface NewIssue {
  readonly title: string
  readonly text: string
  readonly labelled: boolean
}
