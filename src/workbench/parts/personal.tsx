/** What the server sends in place of an outsider's data to those who may not read it. */
const sealed = '(sealed)'

export const isHidden = (text: string): boolean => text === sealed

/** Name, address or credit of somebody outside; who may not read it is told so. */
export const Personal = ({ text }: { readonly text: string }) =>
  isHidden(text) ? <span className="soft">hidden from your roles</span> : text
