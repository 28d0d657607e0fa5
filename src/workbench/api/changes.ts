/** What may have become of a statement from one revision of a document to another. */
export const changes = ['added', 'removed', 'changed', 'moved'] as const
export type Change = (typeof changes)[number]
