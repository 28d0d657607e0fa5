/** What is shown where the key of a sealed text was destroyed with its person (GDPR 17). */
export const erased = '(erased)'
