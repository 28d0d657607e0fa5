/** A text file without its front matter; the body keeps its line numbers. */
export interface FrontMatter {
  readonly body: string
  readonly title?: { readonly text: string; readonly line: number }
}

const longestBlock = 200

/** Takes a leading YAML block (between two `---` lines) off the text; only its title is read. */
export const withoutFrontMatter = (text: string): FrontMatter => {
  if (!/^---[ \t]*\n/.test(text)) return { body: text }
  const lines = text.split('\n', longestBlock)
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(line))
  if (end < 0) return { body: text }
  const block = lines.slice(0, end + 1)
  const body = '\n'.repeat(end) + text.slice(block.join('\n').length)
  const index = block.findIndex((line) => /^title:/i.test(line))
  const title = block[index]
    ?.slice('title:'.length)
    .trim()
    .replace(/^(['"])(.*)\1$/, '$2')
  return title === undefined || title === ''
    ? { body }
    : { body, title: { text: title, line: index + 1 } }
}
