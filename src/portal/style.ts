/** The style of the public pages: system fonts, light and dark, narrow to wide. */
export const portalStyle = `
:root { --ink: #1b2733; --paper: #fff; --quiet: #51606e; --line: #c9d2da; --accent: #0b5c86; --bad: #9b1c1c; --soft: #f2f6f9; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7edf2; --paper: #12181e; --quiet: #a7b5c1; --line: #3a4753; --accent: #7cc4ea; --bad: #ff9d9d; --soft: #1b242c; } }
* { box-sizing: border-box; }
body { margin: 0; overflow-wrap: anywhere; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.25rem; border-bottom: 1px solid var(--line); }
.maker { margin: 0; font-weight: 650; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: .5rem 0 1rem; padding: 0; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, button:focus-visible, input:focus-visible, textarea:focus-visible, select:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 2rem 0 1rem; }
main:focus { outline: none; }
[aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
summary { cursor: pointer; padding: .25rem 0; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
.lead { font-size: 1.15rem; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; }
.field { margin: 1.25rem 0; }
label, legend { display: block; font-weight: 600; }
fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: 2rem 0; padding: 0 1.25rem; }
.hint, .who, .files { margin: .1rem 0 .3rem; color: var(--quiet); font-size: .94rem; }
input[type=text], input[type=email], input[type=url], textarea, select { width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: .35rem; padding: .5rem .6rem; }
input[aria-invalid=true], textarea[aria-invalid=true] { border: 2px solid var(--bad); }
details { margin-top: 1.5rem; }
button, .button { display: inline-block; font: inherit; font-weight: 650; color: var(--paper); background: var(--accent); border: 0; border-radius: .35rem; padding: .65rem 1.2rem; text-decoration: none; cursor: pointer; }
.problem { color: var(--bad); font-weight: 600; margin: .1rem 0 .3rem; }
.problems { border: 2px solid var(--bad); border-radius: .4rem; padding: .5rem 1.25rem; }
.notice { background: var(--soft); border-left: 4px solid var(--accent); padding: .75rem 1rem; }
.trap { position: absolute; left: -100vw; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .35rem 1.25rem; }
dt { color: var(--quiet); }
dd { margin: 0; }
.thread { list-style: none; padding: 0; }
.thread li { border: 1px solid var(--line); border-radius: .4rem; padding: .6rem 1rem; margin: .75rem 0; }
.thread .from-maker { background: var(--soft); }
.withdrawn { border: 2px solid var(--bad); border-radius: .4rem; padding: .5rem 1rem; }
.text { white-space: pre-wrap; margin: .25rem 0; }
input[type=file] { max-width: 100%; font: inherit; color: inherit; }
pre { white-space: pre-wrap; background: var(--soft); padding: .75rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); padding: .4rem .6rem .4rem 0; }
footer { border-top: 1px solid var(--line); margin-top: 3rem; color: var(--quiet); font-size: .94rem; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; } }
`
