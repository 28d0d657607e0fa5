import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const woundwort: MantineColorsTuple = [
  '#e3f0eb',
  '#c9e3da',
  '#a3d3c3',
  '#7cc3ab',
  '#6fcbb0',
  '#2f9a7d',
  '#0f7560',
  '#0b6350',
  '#085244',
  '#063f34',
]

export const theme = createTheme({
  primaryColor: 'woundwort',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  colors: { woundwort },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Drawer: { defaultProps: { position: 'right', size: 'lg', padding: 'lg' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    Select: { defaultProps: { checkIconPosition: 'right', comboboxProps: { shadow: 'md' } } },
  },
})

const ours = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-soft)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-placeholder': 'var(--ink-soft)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-anchor': 'var(--accent)',
}

/** The components take their colours from tokens.css, so that both schemes keep their contrast. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: ours,
  dark: ours,
})
