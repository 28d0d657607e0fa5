import type { z } from 'zod'
import type { documentKindSchema } from '../contract/document-kinds.ts'

type DocumentKind = z.output<typeof documentKindSchema>

/** Formats of documents, read or told why they cannot be; a picture or a program is none. */
const endings = new Set(
  'md markdown mdown mdx rst rest txt text html htm xhtml pdf docx docm doc rtf odt ods odp pptx ppt xlsx xlsm xls'.split(
    ' ',
  ),
)

/** By its ending; what an office program or a version control keeps for itself is none. */
export const isDocumentName = (path: string): boolean => {
  const steps = path.split('/')
  const name = steps.at(-1) ?? ''
  if (steps.some((step) => step.startsWith('.')) || name.startsWith('~$')) return false
  return endings.has(/\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '')
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The file name in words. */
export const titleOfPath = (path: string): string => {
  const words = nameOf(path)
    .replace(/\.[A-Za-z0-9]{1,10}$/, '')
    .replaceAll(/[_\s]+/g, ' ')
    .trim()
    .slice(0, 200)
    .toWellFormed()
  return words === '' ? 'Document' : words
}

/** Words that tell the kind; the first that fits counts. */
const kinds: readonly (readonly [DocumentKind, RegExp])[] = [
  ['mds2', /mds[ _-]?2/],
  ['release-notes', /release[ _-]?notes?|changelog|what'?s[ _-]new|versionshinweise/],
  ['security-guide', /secur|hardening|sicherheit|cyber/],
  ['network-diagram', /network|topolog|firewall|netzwerk/],
  ['installation', /install|set[ _-]?up|deploy|einrichtung/],
  ['administration', /admin|operat(or|ion)s?[ _-]|betriebshandbuch/],
  [
    'ifu',
    /\bifu\b|_ifu|ifu_|instructions?[ _-]for[ _-]use|user[ _-]?(guide|manual)|gebrauchsanweisung/,
  ],
  ['policy', /polic|procedure|\bsop\b|richtlinie/],
]

/** By the file name, else by its folders; `other` where nothing tells. */
export const kindInPath = (path: string): DocumentKind => {
  const lower = path.toLowerCase()
  for (const text of [nameOf(lower), lower])
    for (const [kind, words] of kinds) if (words.test(text)) return kind
  return 'other'
}

/** Languages of accompanying documents (ISO 639-1): those of the European Union and large markets. */
const languages = new Set(
  'ar bg cs da de el en es et fi fr ga he hi hr hu id is it ja ko lt lv mt nb nl no pl pt ro ru sk sl sr sv th tr uk vi zh'.split(
    ' ',
  ),
)

/** `guide.de.pdf`, `guide_pt-BR.docx`, `de/guide.pdf`; undefined where nothing tells. */
export const languageInPath = (path: string): string | undefined => {
  const tail = /[._-]([A-Za-z]{2}(?:[-_][A-Za-z]{2})?)\.[A-Za-z0-9]{1,10}$/.exec(nameOf(path))?.[1]
  const folders = path.split('/').slice(0, -1).reverse()
  for (const text of [tail, ...folders]) {
    const [language = '', region] = (text ?? '').split(/[-_]/)
    const known = languages.has(language.toLowerCase())
    if (known && (region === undefined || /^[A-Za-z]{2}$/.test(region)))
      return region === undefined
        ? language.toLowerCase()
        : `${language.toLowerCase()}-${region.toUpperCase()}`
  }
  return undefined
}

/** `guide_v2.1.pdf`, `Rev C`, `2.4.0`; a year or the number of a standard is no version. */
export const versionInName = (name: string): string | undefined => {
  const stem = name.replace(/\.[A-Za-z][A-Za-z0-9]{0,9}$/, '')
  const spoken =
    /(?:^|[^A-Za-z])(?:v|ver|version)[ ._-]?(\d{1,6}(?:[._]\d{1,6}){0,5}[a-z]?)(?![A-Za-z0-9])/i
  const revised =
    /(?:^|[^A-Za-z])(?:rev|revision|issue|ed)[ ._-]?([A-Z]|\d{1,4}(?:\.\d{1,4}){0,3})(?![A-Za-z0-9])/i
  const dotted = /(?:^|[^0-9.])(\d{1,4}(?:\.\d{1,6}){1,5})(?![0-9])/
  const found = spoken.exec(stem)?.[1]?.replaceAll('_', '.')
  if (found !== undefined) return found
  const revision = revised.exec(stem)?.[1]
  return revision === undefined ? dotted.exec(stem)?.[1] : `Rev ${revision.toUpperCase()}`
}
