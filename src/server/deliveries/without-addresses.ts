const longest = 500

/**
 * What a mail server said, without the addresses in it: it goes into the ledger, the log and onto a
 * screen, where an outsider's address must not stand. Cut to 500 characters first.
 */
export const withoutAddresses = (said: string): string =>
  said
    .slice(0, longest)
    .toWellFormed()
    .replaceAll(/[^\s<>]+@[^\s<>]+/g, '(address)')
