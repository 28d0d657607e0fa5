import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  type INumberingOptions,
  type IStylesOptions,
  LevelFormat,
  LineRuleType,
} from 'docx'

export const colors = {
  ink: '1B2430',
  soft: '52606D',
  line: 'C9D1D9',
  blue: '1C4F82',
  red: 'A61B1B',
} as const

const margin = convertMillimetersToTwip(24)
const width = convertMillimetersToTwip(210)

export const page = {
  properties: {
    size: { width, height: convertMillimetersToTwip(297) },
    margin: { top: convertMillimetersToTwip(26), bottom: margin, left: margin, right: margin },
  },
  /** In twentieths of a point. */
  textWidth: width - 2 * margin,
} as const

const boxBorder = (color: string, size: number) => ({
  style: BorderStyle.SINGLE,
  size,
  space: 6,
  color,
})

const box = (color: string, fill: string) => ({
  indent: { left: 140, right: 140 },
  border: { left: boxBorder(color, 24) },
  shading: { fill },
  spacing: { before: 140, after: 140 },
})

export const docxStyles = (language: string): IStylesOptions => ({
  default: {
    document: {
      run: { font: 'Calibri', size: 22, color: colors.ink, language: { value: language } },
      paragraph: { spacing: { after: 120, line: 264, lineRule: LineRuleType.AUTO } },
    },
    title: {
      run: { font: 'Calibri', size: 50, bold: true, color: colors.ink },
      paragraph: { spacing: { before: 900, after: 80 } },
    },
    heading1: {
      run: { font: 'Calibri', size: 31, bold: true, color: colors.ink },
      paragraph: {
        keepNext: true,
        spacing: { before: 440, after: 140 },
        border: { top: boxBorder(colors.blue, 10) },
      },
    },
    heading2: {
      run: { font: 'Calibri', size: 25, bold: true, color: colors.ink },
      paragraph: { keepNext: true, spacing: { before: 300, after: 100 } },
    },
    hyperlink: { run: { color: colors.blue, underline: {} } },
    listParagraph: { paragraph: { spacing: { after: 60 } } },
  },
  paragraphStyles: [
    {
      id: 'Publisher',
      name: 'Publisher',
      basedOn: 'Normal',
      run: { bold: true, color: colors.soft },
    },
    {
      id: 'Subtitle',
      name: 'Subtitle',
      basedOn: 'Normal',
      run: { size: 28, color: colors.soft },
      paragraph: { spacing: { after: 280 } },
    },
    {
      id: 'ContentsTitle',
      name: 'Contents Title',
      basedOn: 'Normal',
      run: { size: 26, bold: true },
      paragraph: { keepNext: true, spacing: { before: 360, after: 120 } },
    },
    {
      id: 'TOC1',
      name: 'toc 1',
      basedOn: 'Normal',
      run: { bold: true },
      paragraph: { spacing: { before: 60, after: 20 } },
    },
    {
      id: 'TOC2',
      name: 'toc 2',
      basedOn: 'Normal',
      paragraph: { spacing: { after: 20 }, indent: { left: 340 } },
    },
    {
      id: 'Caption',
      name: 'caption',
      basedOn: 'Normal',
      run: { size: 20, bold: true },
      paragraph: { keepNext: true, spacing: { before: 200, after: 80 } },
    },
    {
      id: 'Cell',
      name: 'Table Cell',
      basedOn: 'Normal',
      run: { size: 19 },
      paragraph: { spacing: { after: 0, line: 245, lineRule: LineRuleType.AUTO } },
    },
    {
      id: 'Term',
      name: 'Term',
      basedOn: 'Normal',
      paragraph: { spacing: { after: 20 } },
    },
    {
      id: 'AfterTable',
      name: 'After Table',
      basedOn: 'Normal',
      run: { size: 8 },
      paragraph: { spacing: { after: 60, line: 160, lineRule: LineRuleType.EXACT } },
    },
    { id: 'Note', name: 'Note', basedOn: 'Normal', paragraph: box(colors.blue, 'F3F7FB') },
    { id: 'Warning', name: 'Warning', basedOn: 'Normal', paragraph: box('B06A00', 'FFF6E5') },
    {
      id: 'Missing',
      name: 'Missing',
      basedOn: 'Normal',
      paragraph: {
        indent: { left: 140, right: 140 },
        shading: { fill: 'FDECEC' },
        border: {
          top: boxBorder(colors.red, 12),
          bottom: boxBorder(colors.red, 12),
          left: boxBorder(colors.red, 12),
          right: boxBorder(colors.red, 12),
        },
        spacing: { before: 0, after: 0 },
      },
    },
    {
      id: 'Header',
      name: 'header',
      basedOn: 'Normal',
      run: { size: 17, color: colors.soft },
    },
    {
      id: 'Footer',
      name: 'footer',
      basedOn: 'Normal',
      run: { size: 17, color: colors.soft },
    },
  ],
  characterStyles: [
    {
      id: 'Code',
      name: 'Code',
      basedOn: 'DefaultParagraphFont',
      run: { font: 'Courier New', size: 18, noProof: true },
    },
  ],
})

const level = (format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) => ({
  level: 0,
  format,
  text,
  alignment: AlignmentType.START,
  style: { paragraph: { indent: { left: 400, hanging: 300 } } },
})

export const docxNumbering: INumberingOptions = {
  config: [
    { reference: 'bullets', levels: [level(LevelFormat.BULLET, '•')] },
    { reference: 'steps', levels: [level(LevelFormat.DECIMAL, '%1.')] },
  ],
}
