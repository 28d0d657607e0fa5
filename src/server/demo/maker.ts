/** The maker of the demo. It is invented, like everybody who works for it or writes to it. */
export const makerName = 'Lindenau Medical Systems'

/** Settings that the demo's server is started with, unless somebody set others. */
export const demoEnvironment: Readonly<Record<string, string>> = {
  MAKER_NAME: makerName,
  MAKER_URL: 'https://www.lindenau-medical.example',
  MAIL_FROM: 'security@lindenau-medical.example',
}
