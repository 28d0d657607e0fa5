import { utf8 } from '../../../kernel/canonical-json.ts'
import { codewordsOf } from './codewords.ts'
import { type Modules, modulesOf } from './modules.ts'

/** The text as a QR code in SVG, with its quiet zone of four modules. At most 660 bytes. */
export const qrCode = (text: string): string => svgOf(modulesOf(codewordsOf(utf8(text))))

const quiet = 4

const svgOf = (modules: Modules): string => {
  const size = modules.length + 2 * quiet
  let path = ''
  for (const [y, row] of modules.entries())
    for (let x = 0; x < row.length; x++) {
      let end = x
      while (row[end] === true) end++
      if (end === x) continue
      path += `M${x + quiet} ${y + quiet}h${end - x}v1h-${end - x}z`
      x = end
    }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}h-${size}z"/><path d="${path}"/></svg>`
}
