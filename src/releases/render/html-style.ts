/**
 * The style of the HTML form, on screen and on paper. It holds no quotation mark, ampersand or
 * angle bracket: React escapes those in text, and inside a style element an escape is not undone.
 */
const rules = `
:root { color-scheme: light; --ink: #1b2430; --soft: #52606d; --line: #c9d1d9; --blue: #1c4f82; --red: #a61b1b; }
* { box-sizing: border-box; }
html { font: 16px/1.5 Source Sans Pro, Segoe UI, Carlito, Liberation Sans, Arial, sans-serif; color: var(--ink); background: #fff; }
body { max-width: 58rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; overflow-wrap: anywhere; hyphens: manual; }
p, li, td, th, dd, dt, caption { white-space: pre-line; }
a { color: var(--blue); }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; break-after: avoid; }
h1 { font-size: 2.1rem; margin: 0; }
h2 { font-size: 1.45rem; margin: 2.75rem 0 .75rem; padding-top: .6rem; border-top: 2px solid var(--blue); }
h3 { font-size: 1.12rem; margin: 1.75rem 0 .5rem; }
.number { color: var(--soft); font-weight: normal; margin-inline-end: .5em; }
p { margin: .6rem 0; }
header .publisher { margin: 0 0 1.5rem; color: var(--soft); font-weight: 600; letter-spacing: .03em; }
header .subtitle { font-size: 1.2rem; color: var(--soft); margin: .35rem 0 1.25rem; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .3rem 1.25rem; margin: .9rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
nav ol { list-style: none; margin: 0; padding: 0; }
nav li { margin: .2rem 0; }
nav li.level2 { margin-inline-start: 1.9rem; font-size: .95em; }
nav a { color: inherit; text-decoration: none; }
nav a:hover, nav a:focus { text-decoration: underline; }
ul, ol { padding-inline-start: 1.6rem; }
main li { margin: .3rem 0; }
code { font: .86em/1.4 DejaVu Sans Mono, Liberation Mono, Consolas, monospace; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; margin: 1.1rem 0 1.4rem; font-size: .92rem; line-height: 1.4; }
section.scroll { overflow-x: auto; }
caption { text-align: start; font-weight: 600; padding-bottom: .4rem; break-after: avoid; }
thead { display: table-header-group; }
thead th { background: #eaf0f6; border-bottom: 2px solid var(--blue); vertical-align: bottom; }
th, td { text-align: start; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line); }
tbody th { font-weight: normal; }
tr { break-inside: avoid; }
.box { border-inline-start: 4px solid var(--blue); background: #f3f7fb; padding: .6rem .9rem; margin: 1rem 0; break-inside: avoid; }
.box p { margin: .2rem 0; }
.box .label { font-weight: 700; margin-inline-end: .4em; }
.warning { border-color: #b06a00; background: #fff6e5; }
.missing { border: 3px solid var(--red); background: #fdecec; }
.missing .label, .gaps .label { color: var(--red); letter-spacing: .06em; }
.gaps { border: 3px solid var(--red); background: #fdecec; padding: .8rem 1rem; margin: 1.5rem 0; }
.gaps p { margin: 0; }
.gaps ul { margin: .4rem 0 0; }
.signature { border-top: 1px solid var(--ink); margin: 1.2rem 0; padding-top: .5rem; break-inside: avoid; }
footer { margin-top: 3rem; padding-top: .6rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; }
@media (max-width: 40rem) { html { font-size: 15px; } table { min-width: 38rem; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
@media print {
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; }
  h2 { margin-top: 1.8rem; }
}
@page { size: A4; margin: 22mm 20mm; @bottom-right { content: counter(page); } }
`

// A style attribute would need a weaker content security policy, so widths are classes.
const widths = Array.from({ length: 100 }, (_, index) => `.w${index + 1}{width:${index + 1}%}`)

export const htmlStyle = rules + widths.join('')

/** Columns' weights as whole per cents, at least one each. */
export const columnPercents = (weights: readonly number[]): readonly number[] => {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => Math.min(100, Math.max(1, Math.round((weight / whole) * 100))))
}
