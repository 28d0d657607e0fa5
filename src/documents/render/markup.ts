/** Text that stands in HTML, between tags or in an attribute. */
export const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\u0000', '')

/** Words of ours in the place of what is not shown. */
export const leftOut = (words: string): string => `<span class="left-out">${escaped(words)}</span>`
