/** Style sheets are bundled by Vite; the type checker only needs to know that they exist. */
declare module '*.css'
