/**
 * Whether this names a time zone of the IANA database. A file of its own without Temporal: contracts
 * need it, and browsers load those at first.
 */
export const isTimeZone = (name: string): boolean => {
  // An offset has no summer time, and nobody works by one.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch (cause) {
    if (cause instanceof RangeError) return false
    throw cause
  }
}
