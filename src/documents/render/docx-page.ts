import mammoth from 'mammoth'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { openZipContainer } from '../extract/zip-container.ts'
import { allowedHtml } from './allowed-html.ts'
import type { Allowance } from './pictures.ts'
import { checkedFile, styleMap } from './word-container.ts'

/** Pictures of this many bytes at most are taken out of the container. */
const largest = 8_388_608

/**
 * A Word document by way of HTML, with the pictures that it holds itself. Relations to files outside
 * the container are never followed.
 */
export const docxPage = async (
  bytes: Uint8Array,
  allowed: Allowance,
): Promise<string | Refusal> => {
  const zip = await openZipContainer(bytes)
  if (isRefusal(zip)) return zip
  // As where its statements are read: mammoth's `file` takes an opened container.
  const input = { file: checkedFile(zip) } as unknown as { buffer: Buffer }
  let left = allowed.pictures
  const { value } = await mammoth.convertToHtml(input, {
    styleMap,
    includeEmbeddedStyleMap: false,
    externalFileAccess: false,
    convertImage: mammoth.images.imgElement(async (image) => {
      const picture = await image.readAsArrayBuffer()
      left -= Math.ceil((picture.byteLength * 4) / 3)
      return left < 0 || picture.byteLength > largest
        ? { src: 'data:too-large' }
        : {
            src: `data:${image.contentType};base64,${Buffer.from(picture).toString('base64')}`,
          }
    }),
  })
  return allowedHtml(value, allowed)
}
