import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

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

/** Filled parts keep their contrast in both schemes; the library would put white on light green. */
const variantColorResolver: VariantColorsResolver = (input) =>
  input.variant === 'filled' && (input.color ?? input.theme.primaryColor) === 'woundwort'
    ? {
        background: 'var(--accent)',
        hover: 'color-mix(in srgb, var(--accent) 88%, var(--ink))',
        color: 'var(--on-accent)',
        border: '1px solid transparent',
      }
    : input.variant === 'light'
      ? {
          background: 'var(--accent-soft)',
          hover: 'color-mix(in srgb, var(--accent-soft) 85%, var(--accent))',
          color: 'var(--accent)',
          border: '1px solid transparent',
        }
      : defaultVariantColorsResolver(input)

export const theme = createTheme({
  variantColorResolver,
  primaryColor: 'woundwort',
  primaryShade: { light: 7, dark: 4 },
  colors: { woundwort },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Checkbox: { defaultProps: { color: 'var(--accent)', iconColor: 'var(--on-accent)' } },
    Radio: { defaultProps: { color: 'var(--accent)', iconColor: 'var(--on-accent)' } },
    Switch: { defaultProps: { color: 'var(--accent)' } },
    Select: { defaultProps: { checkIconPosition: 'right' } },
    // Within the form and below its foot (form.css), which has the button that sends it: a list of
    // choices that is still open never covers that, and opens upwards where it would go under it.
    Combobox: {
      defaultProps: {
        shadow: 'md',
        withinPortal: false,
        zIndex: 2,
        middlewares: { flip: { padding: { bottom: 80 } } },
        // It may grow after it opened, when what was searched for has come.
        preventPositionChangeWhenVisible: false,
      },
    },
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
  light: { ...ours, '--mantine-color-gray-4': 'var(--line-strong)' },
  dark: {
    ...ours,
    '--mantine-color-dark-4': 'var(--line-strong)',
    '--mantine-color-dark-5': 'var(--sunken)',
    '--mantine-color-dark-6': 'var(--surface)',
  },
})
