/** How the page of a document looks: paper, whatever the colours of the workbench are. */
export const pageStyle = `
html{color-scheme:light;background:#fff;color:#111}
body{margin:0;padding:3rem clamp(1rem,7%,4.5rem);font:16px/1.55 Georgia,"Liberation Serif","DejaVu Serif",serif;overflow-wrap:break-word;overflow-x:auto}
h1,h2,h3,h4,h5,h6{font-family:system-ui,"Liberation Sans","DejaVu Sans",sans-serif;line-height:1.25;margin:1.6em 0 .5em}
h1{font-size:1.7rem}h2{font-size:1.35rem}h3{font-size:1.15rem}h4,h5,h6{font-size:1rem}
body>:first-child{margin-top:0}
p,ul,ol,dl,table,pre,figure,blockquote{margin:0 0 .8em}
table{border-collapse:collapse;font-size:.9em;display:block;overflow-x:auto}
td,th{border:1px solid #b9c0bb;padding:.3em .55em;text-align:start;vertical-align:top}
th{background:#f1f3f0}
pre,code,kbd,samp{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.88em}
pre{white-space:pre-wrap}
td>:last-child,th>:last-child,li>:last-child{margin-bottom:0}
img{max-width:100%;height:auto}
blockquote{padding-left:1rem;border-left:3px solid #b9c0bb}
del{color:#8a1f1f}ins{color:#17683f}
.link{text-decoration:underline dotted;text-underline-offset:.2em}
.left-out{display:inline-block;padding:.1em .5em;border:1px dashed #85918a;color:#4b5752;font:italic .85em/1.5 system-ui,sans-serif}
`
