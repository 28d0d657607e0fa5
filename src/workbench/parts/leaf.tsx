/** The mark of the product: a leaf of the wound-healing herb it is named after. */
export const Leaf = () => (
  <svg className="leaf" viewBox="0 0 32 32" aria-hidden="true">
    <path d="M6 26C5 15 11 6 26 6c0 14-8 20-17 18m-3 3c4-8 8-11 14-15" />
  </svg>
)
