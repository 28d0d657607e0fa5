import { paragraph, required } from '../../../kernel/fields.ts'

export const because = required(paragraph, 'Give the reason, for the record.')

/** Who describes defects and works on them. */
export const workers = ['engineer', 'writer', 'approver', 'administrator'] as const
