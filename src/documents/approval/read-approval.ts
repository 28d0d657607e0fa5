import type { PassageKind } from '../../kernel/passage.ts'
import { personNameAt } from './person-name.ts'
import { daysIn } from './written-day.ts'

/** A passage, as far as an approval is read from it. Cells of a row stand between tabs. */
export interface ReadPassage {
  readonly index: number
  readonly kind: PassageKind
  readonly text: string
  readonly page?: number | undefined
  readonly headings: readonly string[]
}

/** What a document says of its own approval: a person has to say that it is so. */
export interface ApprovalProposal {
  readonly by: string
  /** Calendar day, like 2026-01-31. */
  readonly on: string
  /** Where it stands, word for word. */
  readonly quote: string
  /** Place among the passages; null where a property of the file says it. */
  readonly passage: number | null
  readonly page: number | null
  readonly heading: string
}

/** Passages at either end that are looked at; a block with a fitting heading is, wherever it is. */
const ends = 60
const longest = 400
/** Passages within which the parts of one block stand. */
const near = 4

/**
 * The approval that a document claims for this version: from a sentence at the start of a passage, a
 * block of fields, an approval table or a row of the revision history. Nothing where it names no
 * person, no day or a day to come, is a template or an example, or is of another version. The last one
 * counts, for histories grow downwards; of rows that name a version, the one of this version.
 */
export const readApproval = (
  passages: readonly ReadPassage[],
  { version, today }: { readonly version: string; readonly today: string },
): ApprovalProposal | undefined => {
  const looked = passages
    .map(withoutMarks)
    .filter(
      ({ index, headings, text, kind }) =>
        kind !== 'heading' &&
        kind !== 'code' &&
        text.length <= longest &&
        !headings.some((one) => exampleHeading.test(one)) &&
        (index < ends ||
          index >= passages.length - ends ||
          headings.some((one) => ofApproval.test(one))),
    )
  const found = [
    ...looked.flatMap((one) => inSentence(one, version)),
    ...inFields(looked, version),
    ...inTables(looked, version),
  ].filter(({ on }) => on <= today)
  // A block may be found in two ways: of the same place the first one.
  return found.toSorted((a, b) => (b.on > a.on ? 1 : b.on < a.on ? -1 : 0))[0]
}

interface Looked extends ReadPassage {
  /** As it stands in the document, where marks of bold words were taken out of it. */
  readonly verbatim?: string
}

/** Markdown keeps its marks: `**Approved by:** Ruth Keller`. */
const withoutMarks = (passage: ReadPassage): Looked =>
  /\*\*|`/.test(passage.text)
    ? { ...passage, verbatim: passage.text, text: passage.text.replaceAll(/\*\*|`/g, '') }
    : passage

const exampleHeading = /\b(example|template|sample|beispiel|vorlage|muster)/i
const ofApproval =
  /\b(approval|approvals|release|revision history|version history|document (control|history)|change history|signatures?)\b|freigabe|historie|unterschriften|lenkung/i

/** What does not say that it was done: a duty, a plan, a condition, a denial, a form to fill in. */
const notDone =
  /\b(must|shall|should|will|would|may(?!,?\s\d)|can|cannot|needs?|has to|have to|is to|are to|to be|before|until|unless|if|when|once|not|never|no|pending|draft|planned|expected|tbd|tbc|n\/a|example|e\.g\.|muss|müssen|soll|sollen|sollte|wird erst|werden muss|kann|darf|nicht|kein|keine|bevor|bis|sobald|falls|wenn|geplant|ausstehend|offen|entwurf|beispiel|z\.\s?b\.)\b|[<>[\]{}_]{1}|\bX{2,}\b|\by{2,4}\b|\bt{2}\.m{2}|…|\.\.\./i

/** Days that are not those of an approval. */
const otherDay =
  /\b(effective|valid|expir\w*|next|due|created|prepared by|training|gültig|wirksam|erstellt|nächste)\b/i

const isNotDone = (text: string): boolean => notDone.test(text)

const sentence =
  /^(?:(?:this|the) (?:document|procedure|policy|plan|manual|guide|version|revision) )?(?:(?:version|revision|rev\.?|v)\s?[\w.]+ )?(?:was |is |has been )?(?:reviewed and |finally |formally )?(?:approved|authori[sz]ed|released)(?: for (?:use|release))? by:?\s+/i
const sentenceGerman =
  /^(?:(?:dieses|das|diese|die) (?:dokument|verfahren|anweisung|richtlinie|version|revision|handbuch) )?(?:(?:version|revision|rev\.?|v)\s?[\w.]+ )?(?:wurde |ist |geprüft und )*(?:freigegeben|genehmigt)(?: (?:am|durch|von|und)?)?[:\s]/i

/** `Approved by Ruth Keller (Quality) on 3 March 2025 for version 2.` */
const inSentence = (passage: Looked, version: string): readonly ApprovalProposal[] => {
  const { text, kind } = passage
  if (kind === 'table-row' || isNotDone(text) || otherDay.test(text)) return []
  const english = sentence.exec(text)
  const german =
    sentenceGerman.test(text) ||
    /^(?:dieses|das|diese|die) (?:dokument|verfahren|anweisung|richtlinie|version|revision|handbuch)\b.{0,120}\b(?:freigegeben|genehmigt)\b/i.test(
      text,
    )
  if (english === null && !german) return []
  const name =
    english !== null
      ? personNameAt(text.slice(english[0].length))
      : personNameAt(/\b(?:von|durch)\s+(.*)$/i.exec(text)?.[1] ?? '')
  const days = daysIn(text)
  return name === undefined || days.length !== 1 || isOther(text, version)
    ? []
    : [proposal(passage, name, days[0]?.day ?? '')]
}

const named = /\b(?:version|revision|rev\.?|v)\s?(\d[\w.]*)/gi

/** Whether a text names versions, and none of them is this one. */
const isOther = (text: string, version: string): boolean => {
  const versions = [...text.matchAll(named)].map(([, one = '']) => one.replace(/\.$/, ''))
  return isNumbered(version) && versions.length > 0 && !versions.some((one) => same(one, version))
}

/** A version as people count; what a source gives instead (a day, a hash) is not compared. */
const isNumbered = (version: string): boolean =>
  /^\D{0,9}\d{1,3}(\.\d{1,3})*[a-z]?$/i.test(version.trim())

const bare = (version: string): string =>
  version
    .trim()
    .toLowerCase()
    .replace(/^\D*?(?=\d|$)/, '')
    .replace(/(\.0)+$/, '')
    .replace(/^0+(?=\d)/, '')

const same = (one: string, other: string): boolean => bare(one) === bare(other)

const approver =
  /^(approved(?: by)?|approver|approval by|authori[sz]ed by|released by|release by|freigegeben(?: von| durch)?|freigabe(?: durch| von)?|genehmigt(?: von| durch)?|freigeber(?:in)?)$/i
const approvedOn =
  /^(approved on|date of approval|approval date|release date|released on|date of release|date approved|freigabedatum|freigegeben am|datum der freigabe|genehmigt am|date|datum)$/i
const versionLabel = /^(version|revision|rev\.?|document version|ausgabe|dokumentversion)$/i

/** Cells stand between tabs, and in Markdown and reStructuredText as they are drawn. */
const cellsOf = ({ text, kind }: ReadPassage): readonly string[] => {
  const drawn = kind === 'table-row' && !text.includes('\t') && text.includes('|')
  const cells = drawn ? text.replace(/^\s*\||\|\s*$/g, '').split('|') : text.split('\t')
  return cells.map((cell) => cell.trim())
}

interface Field {
  readonly label: string
  readonly value: string
  readonly passage: Looked
}

/** `label: value`, in a line, in a cell, or as two cells beside each other. */
const fieldsOf = (passage: Looked): readonly Field[] => {
  const cells = cellsOf(passage)
  const fields: Field[] = []
  const add = (label: string, value: string) =>
    fields.push({
      label: label.replace(/[\s:*]+$/, '').trim(),
      value: value.replace(/^[*\s]+/, ''),
      passage,
    })
  for (const [at, cell] of cells.entries()) {
    for (const part of cell.split(/[\n;]|,\s(?=\p{Lu}[\p{L} ]{2,20}:)/u)) {
      const colon = part.indexOf(':')
      if (colon > 0 && colon <= 40 && part.slice(colon + 1).trim() !== '')
        add(part.slice(0, colon), part.slice(colon + 1).trim())
    }
    const next = cells[at + 1]
    if (next !== undefined && next !== '' && cell.length <= 40) add(cell, next)
  }
  return fields
}

/** `Approved by: Ruth Keller`, with `Release date: 2025-03-03` in the same block. */
const inFields = (looked: readonly Looked[], version: string): readonly ApprovalProposal[] => {
  const fields = looked.flatMap(fieldsOf)
  return fields.flatMap((field): readonly ApprovalProposal[] => {
    const { label, value, passage } = field
    if (!approver.test(label) || isNotDone(value)) return []
    const by = personNameAt(value)
    if (by === undefined) return []
    const block = fields.filter((one) => Math.abs(one.passage.index - passage.index) <= near)
    const said = block.find((one) => versionLabel.test(one.label))
    if (said !== undefined && isNumbered(version) && !same(said.value, version)) return []
    // The day beside the name, or in its row; else the one that the block calls the approval's.
    const first = daysIn(value)[0]
    const own =
      first === undefined
        ? rowDay(passage)
        : otherDay.test(value.slice(0, first.start))
          ? undefined
          : first
    const day =
      own?.day ??
      dayOfBlock(block.filter((one) => approvedOn.test(one.label) && !isNotDone(one.value)))
    return day === undefined ? [] : [proposal(passage, by, day)]
  })
}

const rowDay = ({ kind, text }: ReadPassage) => {
  const days = daysIn(text)
  return kind === 'table-row' && days.length === 1 && !otherDay.test(text) ? days[0] : undefined
}

/** A label of its own (`Release date`) goes before a mere `Date`; two different days are none. */
const dayOfBlock = (fields: readonly Field[]): string | undefined => {
  const exact = fields.filter(({ label }) => !/^(date|datum)$/i.test(label))
  const days = new Set(
    (exact.length > 0 ? exact : fields).flatMap(({ value }) => daysIn(value).map(({ day }) => day)),
  )
  return days.size === 1 ? [...days][0] : undefined
}

/** A table whose head names an approver (revision history), or whose head has names and days. */
const inTables = (looked: readonly Looked[], version: string): readonly ApprovalProposal[] => {
  let head: readonly string[] = []
  let before = -2
  return looked.flatMap((passage): readonly ApprovalProposal[] => {
    if (passage.kind !== 'table-row') return []
    const cells = cellsOf(passage)
    if (passage.index !== before + 1) head = cells
    before = passage.index
    if (cells === head) return []
    const column = (wanted: RegExp) =>
      head.findIndex((cell) => wanted.test(cell.replace(/[:*]/g, '').trim()))
    const [who, when, which] = [
      column(approver),
      column(/^(approv|release|freigabe|genehmig).*|^(date|datum|am)$/i),
      column(versionLabel),
    ]
    const dayAt = column(approvedOn)
    const days = daysIn(cells[dayAt >= 0 ? dayAt : when] ?? '')
    const by = who < 0 ? undefined : personNameAt(cells[who] ?? '')
    if (by === undefined || days.length !== 1 || isNotDone(cells[who] ?? '')) return []
    const own = which < 0 ? '' : (cells[which] ?? '')
    if (own !== '' && isNumbered(version) && !same(own, version)) return []
    return [proposal(passage, by, days[0]?.day ?? '')]
  })
}

const proposal = (
  { index, text, page, headings, verbatim }: Looked,
  by: string,
  on: string,
): ApprovalProposal => ({
  by,
  on,
  quote: (verbatim ?? text).toWellFormed(),
  passage: index,
  page: page ?? null,
  heading: (headings.at(-1) ?? '').slice(0, longest).toWellFormed(),
})

/** The same from properties of the file (Word, Excel, PowerPoint, PDF), which name both. */
export const approvalInProperties = (
  {
    approvedBy = '',
    approvedOn: on = '',
  }: { readonly approvedBy?: string; readonly approvedOn?: string },
  today: string,
): ApprovalProposal | undefined => {
  const by = isNotDone(approvedBy) ? undefined : personNameAt(approvedBy)
  const [day, ...more] = daysIn(on.slice(0, 10))
  if (by === undefined || day === undefined || more.length > 0 || day.day > today) return undefined
  const quote = `Approved by: ${approvedBy}, approved on: ${on}`
  return { by, on: day.day, quote, passage: null, page: null, heading: 'Properties of the file' }
}
