import {
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  defaultVariantColorsResolver,
  Modal,
  type VariantColorsResolver,
} from '@mantine/core';

/** Buttons in the brand's colour take it from the tokens, which know what is readable on it in light and dark. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  if (input.color !== undefined && input.color !== 'brand') return colors;
  if (input.variant === 'filled')
    return {
      ...colors,
      background: 'var(--brand)',
      hover: 'color-mix(in srgb, var(--brand) 85%, var(--ink))',
      color: 'var(--on-mark)',
    };
  if (input.variant === 'light')
    return {
      ...colors,
      background: 'var(--brand-2)',
      hover: 'color-mix(in srgb, var(--brand-2) 85%, var(--brand))',
      color: 'var(--brand)',
    };
  return colors;
};

const boldTitle = { styles: { title: { fontWeight: 700, fontSize: 17 } } };

/** The component library takes its colours from our tokens (`tokens.css`), in light and dark alike. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font)', fontWeight: '750' },
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 4 },
  variantColorResolver,
  components: { Modal: Modal.extend(boldTitle), Drawer: Drawer.extend(boldTitle) },
  defaultRadius: 'md',
  cursorType: 'pointer',
  colors: {
    brand: [
      '#e3f2ee',
      '#c9e6de',
      '#a3d5c9',
      '#79c2b2',
      '#4fd1b5',
      '#2b9a86',
      '#167d6b',
      '#0f6b5c',
      '#0b5448',
      '#083d35',
    ],
    dark: [
      '#eaf2f0',
      '#a9bab5',
      '#8a9e98',
      '#5a6f69',
      '#3b4f49',
      '#24332f',
      '#16241f',
      '#12201d',
      '#0b1513',
      '#070d0c',
    ],
  },
});

const fromTokens = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--brand)',
  '--mantine-color-error': 'var(--tk)',
  '--mantine-color-default-border': 'var(--line-2)',
};

export const tokensToVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: fromTokens,
  dark: fromTokens,
});
