import { readXml, type XmlElement } from '../../formats/xml.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import { decodeText } from './decode-text.ts'
import type { SourceFile } from './formats.ts'
import { sniffFormat } from './sniff.ts'
import { openZipContainer } from './zip-container.ts'

/** What a document says of itself, beside its text. */
export interface DocumentProperties {
  readonly version?: string
  /** BCP 47. */
  readonly language?: string
  /** As custom properties say it, in whatever words. */
  readonly approvedBy?: string
  readonly approvedOn?: string
}

/**
 * Front matter of text formats, `meta` of HTML, properties of Word, Excel and PowerPoint (ECMA-376 part 2,
 * section 11, and custom ones named "Version"), information of PDF. Nothing where the file is damaged:
 * its reader says so.
 */
export const readProperties = async (file: SourceFile): Promise<DocumentProperties> => {
  if (file.bytes.length > limits.document.bytes) return {}
  try {
    switch (await sniffFormat(file)) {
      case 'docx':
      case 'pptx':
      case 'xlsx':
        return await ofOffice(file.bytes)
      case 'pdf':
        return await ofPdf(file.bytes)
      case 'markdown':
      case 'plain-text':
      case 'restructured-text':
        return ofFrontMatter(headOf(file.bytes))
      case 'html':
        return ofHtml(headOf(file.bytes))
      default:
        return {}
    }
  } catch {
    // Damaged: the reader of its text says so where a person sees it.
    return {}
  }
}

const headOf = (bytes: Uint8Array): string =>
  decodeText(bytes.subarray(0, 65_536))?.text.replaceAll('\r\n', '\n') ?? ''

const told = (
  version: string | undefined,
  language: string | undefined,
  approved: { readonly by?: string | undefined; readonly on?: string | undefined } = {},
): DocumentProperties => {
  const by = approved.by?.trim().slice(0, 100) ?? ''
  const on = approved.on?.trim().slice(0, 40) ?? ''
  const given = version?.trim().slice(0, 100) ?? ''
  const spoken = language?.trim() ?? ''
  return {
    ...(given === '' ? {} : { version: given }),
    ...(by === '' || on === '' ? {} : { approvedBy: by, approvedOn: on }),
    ...(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(spoken) ? { language: spoken } : {}),
  }
}

/** Lines `name: value` between `---`, or the field list at the top of reStructuredText. */
const ofFrontMatter = (text: string): DocumentProperties => {
  const lines = text.split('\n', 200)
  const end = lines.findIndex((line, at) => at > 0 && /^(---|\.\.\.)[ \t]*$/.test(line))
  const block = /^---[ \t]*$/.test(lines[0] ?? '') && end > 0 ? lines.slice(1, end) : []
  const fields = block.length > 0 ? block : lines.slice(0, 30).filter((line) => /^:\w+:/.test(line))
  const field = (name: string): string | undefined => {
    const wanted = new RegExp(`^:?${name}:\\s*(.*)$`, 'i')
    const value = fields.map((line) => wanted.exec(line)?.[1]).find((found) => found !== undefined)
    return value?.trim().replace(/^(['"])(.*)\1$/, '$2')
  }
  return told(field('version') ?? field('revision'), field('language') ?? field('lang'))
}

const ofHtml = (text: string): DocumentProperties => {
  const version =
    /<meta\s[^<>]{0,200}?name=["']?(?:version|revision|dcterms\.hasversion)["']?[^<>]{0,200}?content=["']([^"'<>]{1,100})["']/i
  const language = /<html\s[^<>]{0,300}?\blang=["']?([A-Za-z0-9-]{2,20})/i
  return told(version.exec(text)?.[1], language.exec(text)?.[1])
}

const approvedBy = /^(approved[ _-]?by|approver|freigegeben[ _-]?(von|durch))$/i
const approvedOn =
  /^(approved[ _-]?on|approval[ _-]?date|date[ _-]?approved|release[ _-]?date|freigabedatum|freigegeben[ _-]?am)$/i

const ofOffice = async (bytes: Uint8Array): Promise<DocumentProperties> => {
  const zip = await openZipContainer(bytes)
  if (isRefusal(zip)) return {}
  const part = async (name: string): Promise<XmlElement | undefined> => {
    if (!zip.has(name)) return undefined
    const read = readXml(Buffer.from(await zip.read(name)).toString('utf8'), {
      characters: 1_048_576,
      depth: 20,
      elements: 5_000,
    })
    return typeof read === 'string' ? undefined : read
  }
  const core = await part('docProps/core.xml')
  const custom = await part('docProps/custom.xml')
  const named = (wanted: RegExp) =>
    custom?.children.find(({ attributes }) => wanted.test(attributes.get('name') ?? ''))
      ?.children[0]?.text
  const said = (name: string) => core?.children.find((child) => child.name === name)?.text
  return told(named(/^(document )?(version|revision)$/i) ?? said('version'), said('language'), {
    by: named(approvedBy),
    on: named(approvedOn),
  })
}

const ofPdf = async (bytes: Uint8Array): Promise<DocumentProperties> => {
  const { getDocumentProxy } = await import('unpdf')
  const pdf = await getDocumentProxy(new Uint8Array(bytes), {
    verbosity: 0,
    maxImageSize: 1,
    isEvalSupported: false,
    useSystemFonts: false,
  })
  try {
    const { info } = await pdf.getMetadata()
    const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
    const custom: unknown = 'Custom' in info ? info.Custom : undefined
    const own: readonly (readonly [string, unknown])[] =
      typeof custom === 'object' && custom !== null ? Object.entries(custom) : []
    const named = (wanted: RegExp) => text(own.find(([name]) => wanted.test(name))?.[1])
    return told(named(/^Version$/), 'Language' in info ? text(info.Language) : undefined, {
      by: named(approvedBy),
      on: named(approvedOn),
    })
  } finally {
    await pdf.cleanup()
  }
}
