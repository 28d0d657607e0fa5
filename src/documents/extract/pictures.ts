/** Marks of builds and downloads that projects put on their pages: they show nothing to operators. */
export const isBadge = (source: string): boolean =>
  /badge|shields\.io|travis-ci|codecov\.io|coveralls/i.test(source.slice(0, 2_000))

/** Pictures in the source of a Markdown block (CommonMark 6.4): their alternative texts. */
export const picturesIn = (source: string): readonly string[] => {
  const found: string[] = []
  for (const [, alternative = '', target = ''] of source.matchAll(
    /!\[([^\]\n]{0,300})\](?:\(\s{0,5}([^\s)]{0,2000})|\[)/g,
  ))
    if (!isBadge(target)) found.push(alternative)
  return found
}
