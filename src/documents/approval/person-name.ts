/** Words of roles, bodies and forms: what stands there is not the name of a person. */
const noNames: ReadonlySet<string> = new Set(
  `approved approval approver author authorised authorized board by checked chief committee company
  date department director document draft effective engineer engineering executive final gmbh head
  inc initial issue issued leader ltd manager management name officer owner pending prepared product
  project quality regulatory released release representative reviewed reviewer responsible revision
  role section security signature signed software status team the this title version first last
  abteilung änderung ausgabe autor beauftragter bearbeiter behörde bereich datum dokument entwicklung
  erstellt ersteller freigabe freigegeben freigeber geprüft geschäftsführung gültig leiter leiterin
  leitung nachname offen produkt projekt prüfer qualität qualitätsmanagement qmb rolle sicherheit
  stand team unterschrift verantwortlicher version vorname your ihr max mustermann john doe jane
  erika musterfrau food drug administration notified body tüv`.split(/\s+/),
)

const titles =
  /^(?:(?:dr|prof|dipl|ing|inf|msc|mr|mrs|ms|phd|herr|frau)\.?-?\s?(?:rer\.\s?nat\.\s?|med\.\s?)?)+/i
const particles: ReadonlySet<string> = new Set([
  'von',
  'van',
  'der',
  'den',
  'de',
  'del',
  'da',
  'di',
  'zu',
  'la',
  'le',
  'al',
  'bin',
  'ter',
])
const word = /^\p{Lu}[\p{L}'’-]*\.?$/u

/** Longer names are none. */
const most = 5

/**
 * The name of a person at the start of a text: at least two words that names are written in, none of
 * which is a role, a body or what a form has where a name goes. Undefined where there is none.
 */
export const personNameAt = (text: string): string | undefined => {
  const given = text.trim().replace(/^[:\s]+/, '')
  const title = titles.exec(given)?.[0] ?? ''
  const words: string[] = []
  for (const one of given.slice(title.length).split(/\s+/)) {
    const bare = one.replace(/[,;:()]+$/u, '')
    const isName = word.test(bare) && !noNames.has(bare.replace(/\.$/, '').toLowerCase())
    if (!isName && !(words.length > 0 && particles.has(bare))) {
      // `Jane Quality`: what follows makes the words before it no name either.
      if (noNames.has(bare.replace(/\.$/, '').toLowerCase()) && words.length < 2) return undefined
      break
    }
    words.push(bare)
    if (bare !== one || words.length === most) break
  }
  while (particles.has(words.at(-1) ?? '')) words.pop()
  // The end of a sentence; `K.` is an initial.
  const last = words.pop()
  if (last !== undefined) words.push(last.length > 2 ? last.replace(/\.$/, '') : last)
  const whole = words.filter((one) => !particles.has(one))
  const said = whole.filter((one) => one.replace(/\.$/, '').length > 1)
  return whole.length >= 2 && said.length > 0 ? `${title}${words.join(' ')}`.trim() : undefined
}
