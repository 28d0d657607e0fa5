import { expect, test } from 'vitest'
import { bytesOf, docx, paragraph, zipOf } from '../../../test/support/made-documents.ts'
import { readProperties } from './properties.ts'

const read = (name: string, text: string) => readProperties({ name, bytes: bytesOf(text) })

test('reads version and language of front matter, field lists and HTML', async () => {
  expect(await read('a.md', '---\ntitle: X\nversion: "2.1"\nlang: de\n---\n\nText\n')).toEqual({
    version: '2.1',
    language: 'de',
  })
  expect(await read('a.rst', ':Version: 3\n\nTitle\n=====\n')).toEqual({ version: '3' })
  expect(
    await read('a.html', '<!doctype html><html lang="pt-BR"><meta name="version" content="4">'),
  ).toEqual({ version: '4', language: 'pt-BR' })
  expect(await read('a.md', 'version: no front matter\n')).toEqual({})
})

test('reads properties of Word, its own before those of the package', async () => {
  const core =
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>fr</dc:language><cp:version>5</cp:version></cp:coreProperties>'
  const custom =
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property name="Document Version"><vt:lpwstr>C.2</vt:lpwstr></property></Properties>'
  const word = {
    'word/document.xml': bytesOf(paragraph('x')),
    'docProps/core.xml': bytesOf(core),
  }
  const both = { ...word, 'docProps/custom.xml': bytesOf(custom) }
  expect(await readProperties({ name: 'a.docx', bytes: await zipOf(word) })).toEqual({
    version: '5',
    language: 'fr',
  })
  expect(await readProperties({ name: 'a.docx', bytes: await zipOf(both) })).toEqual({
    version: 'C.2',
    language: 'fr',
  })
})

test.each([
  ['a.docx', 'PK\u0003\u0004 and then nothing'],
  ['a.pdf', '%PDF-1.7 and then nothing'],
  ['a.md', ''],
])('says nothing of a damaged %s', async (name, text) => {
  expect(await read(name, text)).toEqual({})
})

test('unfolds no entity of a property', async () => {
  const bomb =
    '<!DOCTYPE x [<!ENTITY a "aaaa">]><cp:coreProperties xmlns:cp="x"><cp:version>&a;</cp:version></cp:coreProperties>'
  const bytes = await zipOf({
    'word/document.xml': bytesOf(await docx('').then(String)),
    'docProps/core.xml': bytesOf(bomb),
  })
  expect(await readProperties({ name: 'a.docx', bytes })).toEqual({})
})
