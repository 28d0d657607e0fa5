/** Style sheets are bundled by Vite; the type checker only needs to know that they exist. */
declare module '*.css'

/** The address under which Vite puts a file. */
declare module '*?url' {
  const address: string
  export default address
}

/** The folder of what a PDF may need beside its reader; put in by `vite.config.ts`. */
declare const PDF_PARTS: string
