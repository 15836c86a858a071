import type { ThemeConfig } from 'antd';
import { theme as antd } from 'antd';
import { useMemo, useSyncExternalStore } from 'react';
import { stored } from './stored.ts';
import css from './tokens.css?raw';

export type ThemeMode = 'light' | 'dark' | 'system';
export type Tokens = Readonly<Record<string, string>>;

/** The custom properties of tokens.css: the light ones, and with them what the dark theme changes. */
export function readTokens(source: string): { light: Tokens; dark: Tokens } {
  const plain = source.replace(/\/\*[\s\S]*?\*\//g, '');
  const block = (selector: string): Tokens => {
    const start = plain.indexOf('{', plain.indexOf(selector));
    const body = plain.slice(start + 1, plain.indexOf('}', start));
    return Object.fromEntries([...body.matchAll(/(--[\w-]+)\s*:\s*([^;]+);/g)].map((found) => [found[1] ?? '', (found[2] ?? '').replace(/\s+/g, ' ').trim()]));
  };
  const light = block(':root');
  return { light, dark: { ...light, ...block('[data-theme="dark"]') } };
}
export const tokens = readTokens(css);

const px = (value: string | undefined): number => Number.parseFloat(value ?? '0');

/** antd 6 theme of a set of tokens. tokens.css is the only place where a colour or a measure is written. */
export function themeOf(set: Tokens, dark: boolean): ThemeConfig {
  const v = (name: string): string => set[name] ?? '';
  // The algorithms derive other shades from these seeds; ours are meant as they are.
  const exact = { colorPrimary: v('--accent'), colorInfo: v('--accent'), colorLink: v('--accent'), colorSuccess: v('--success'), colorWarning: v('--warning-mark'), colorError: v('--error') };
  return {
    algorithm: [dark ? antd.darkAlgorithm : antd.defaultAlgorithm, (_seed, map) => ({ ...(map ?? antd.getDesignToken()), ...exact })],
    cssVar: { key: dark ? 'ws-dark' : 'ws-light' },
    hashed: false,
    token: {
      colorBgLayout: v('--bg-layout'), colorBgContainer: v('--bg'), colorBgElevated: v('--bg-elev'), colorFillAlter: v('--bg-sunk'), colorBgMask: v('--bg-mask'), colorBgSpotlight: v('--bg-tip'),
      colorFillQuaternary: v('--fill-1'), colorFillTertiary: v('--fill-2'), colorFillSecondary: v('--fill-3'), colorFill: v('--fill-4'),
      controlItemBgHover: v('--fill-1'), controlItemBgActive: v('--accent-bg'), controlItemBgActiveHover: v('--accent-bg-2'),
      colorBgContainerDisabled: v('--fill-1'), colorBgTextHover: v('--fill-2'), colorBgTextActive: v('--fill-3'),
      colorBorderSecondary: v('--line'), colorSplit: v('--line-split'), colorBorder: v('--line-ctl'),
      colorText: v('--text'), colorTextSecondary: v('--text-2'), colorTextTertiary: v('--text-3'), colorTextQuaternary: v('--text-4'),
      colorTextPlaceholder: v('--text-3'), colorTextDescription: v('--text-3'), colorTextDisabled: v('--text-4'), colorIcon: v('--text-3'), colorIconHover: v('--text-2'),
      colorPrimary: v('--accent'), colorInfo: v('--accent'), colorLink: v('--accent'), colorPrimaryHover: v('--accent-hover'), colorLinkHover: v('--accent-hover'), colorPrimaryActive: v('--accent-active'),
      colorLinkActive: v('--accent-active'), colorTextLightSolid: v('--on-accent'), colorPrimaryBg: v('--accent-bg'), colorPrimaryBgHover: v('--accent-bg-2'), colorPrimaryBorder: v('--accent-line'),
      controlOutline: v('--focus'), controlOutlineWidth: 2,
      colorSuccess: v('--success'), colorSuccessText: v('--success'), colorSuccessBg: v('--success-bg'),
      colorWarning: v('--warning-mark'), colorWarningText: v('--warning'), colorWarningBg: v('--warning-bg'),
      colorError: v('--error'), colorErrorText: v('--error'), colorErrorBg: v('--error-bg'), colorErrorBorder: v('--error-line'),
      boxShadow: v('--shadow-win'), boxShadowSecondary: v('--shadow-pop'), boxShadowTertiary: 'none',
      sizeXXS: px(v('--s1')), paddingXXS: px(v('--s1')), marginXXS: px(v('--s1')), sizeXS: px(v('--s2')), paddingXS: px(v('--s2')), marginXS: px(v('--s2')),
      sizeSM: px(v('--s3')), paddingSM: px(v('--s3')), marginSM: px(v('--s3')), size: px(v('--s4')), padding: px(v('--s4')), margin: px(v('--s4')),
      sizeMD: px(v('--s5')), sizeLG: px(v('--s6')), sizeXL: px(v('--s8')),
      borderRadiusXS: px(v('--r-xs')), borderRadiusSM: px(v('--r-sm')), borderRadius: px(v('--r')), borderRadiusLG: px(v('--r-lg')),
      controlHeightSM: px(v('--h-ctl-sm')), controlHeight: px(v('--h-ctl')), controlHeightLG: px(v('--h-ctl-lg')),
      fontFamily: v('--font'), fontFamilyCode: v('--font-mono'),
      fontSizeSM: px(v('--f-sm')), fontSize: px(v('--f')), fontSizeLG: px(v('--f-md')), fontSizeHeading5: px(v('--f-md')), fontSizeHeading4: px(v('--f-lg')), fontSizeHeading3: px(v('--f-xl')),
      lineHeightSM: px(v('--l-sm')) / px(v('--f-sm')), lineHeight: px(v('--l')) / px(v('--f')), fontWeightStrong: Number(v('--w-bold')),
      motionDurationFast: v('--t-fast'), motionDurationMid: v('--t'), motionDurationSlow: v('--t'),
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', primaryColor: v('--on-accent'), paddingInline: 10, paddingInlineSM: 8, fontWeight: 400, contentFontSizeSM: px(v('--f-sm')) },
      Input: { paddingInline: 8, paddingInlineSM: 6, activeShadow: `0 0 0 2px ${v('--focus')}`, inputFontSizeSM: px(v('--f-sm')) },
      Select: { optionSelectedBg: v('--accent-bg'), optionSelectedFontWeight: 400, optionHeight: 28, optionPadding: '4px 8px' },
      Checkbox: { colorBorder: v('--line-mark') },
      Radio: { colorBorder: v('--line-mark') },
      Segmented: { trackBg: v('--fill-2'), itemSelectedBg: dark ? v('--fill-3') : v('--bg'), trackPadding: 2 },
      Tabs: { horizontalItemGutter: 0, horizontalItemPadding: '10px 9px', horizontalItemPaddingSM: '8px 9px', titleFontSizeSM: px(v('--f')) },
      Table: { headerBg: v('--bg-sunk'), rowHoverBg: v('--fill-1'), rowSelectedBg: v('--accent-bg'), rowSelectedHoverBg: v('--accent-bg-2'), borderColor: v('--line-split'), cellPaddingInline: px(v('--s2')), cellPaddingBlock: 6 },
      Tag: { defaultBg: v('--fill-2'), defaultColor: v('--text-2') },
      Tooltip: { colorTextLightSolid: v('--on-tip') },
      Menu: { itemHeight: 28, itemSelectedBg: v('--accent-bg') },
      Dropdown: { paddingBlock: 4 },
      Progress: { remainingColor: v('--fill-3') },
      Splitter: { splitBarSize: 1, splitTriggerSize: 8 },
      Form: { itemMarginBottom: 12, verticalLabelPadding: '0 0 2px', labelColor: v('--text-3'), labelFontSize: px(v('--f-sm')) },
      Modal: { titleFontSize: px(v('--f-md')) },
      Message: { contentBg: v('--bg-tip'), contentPadding: '7px 12px', colorText: v('--on-tip') },
    },
  };
}
const configs = { light: themeOf(tokens.light, false), dark: themeOf(tokens.dark, true) };

const mode = stored<ThemeMode>('ws.theme', 'system');
const media = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null;
const resolve = (): 'light' | 'dark' => {
  const chosen = mode.get();
  return chosen === 'system' ? (media?.matches ? 'dark' : 'light') : chosen;
};
const apply = (): void => { document.documentElement.dataset.theme = resolve(); };

/** Draws the chosen theme now and whenever the choice or the system changes. */
export function startTheme(): void {
  apply();
  mode.subscribe(apply);
  media?.addEventListener('change', apply);
}
export const setThemeMode = (next: ThemeMode): void => mode.set(next);

const subscribe = (listener: () => void): (() => void) => {
  const stop = mode.subscribe(listener);
  media?.addEventListener('change', listener);
  return () => { stop(); media?.removeEventListener('change', listener); };
};

/** The chosen mode, what it means now, and the antd theme and tokens of it. */
export function useTheme(): { mode: ThemeMode; resolved: 'light' | 'dark'; config: ThemeConfig; tokens: Tokens; setMode: (next: ThemeMode) => void } {
  const chosen = useSyncExternalStore(subscribe, mode.get);
  const resolved = useSyncExternalStore(subscribe, resolve);
  return useMemo(() => ({ mode: chosen, resolved, config: configs[resolved], tokens: tokens[resolved], setMode: setThemeMode }), [chosen, resolved]);
}
