/** What of a complaint system stands in the subject: `[CMP-2026-0042]`, `Complaint #4711`. */
export const numberIn = (subject: string): string =>
  /\b[A-Z]{1,10}[-/ ]?\d{2,12}(?:[-/]\d{1,12}){0,4}\b/.exec(subject)?.[0] ??
  /#\s?(\d{2,12})\b/.exec(subject)?.[1] ??
  ''
