import type { ReactNode } from 'react';

/** Our own 16 px line drawings. */
const shapes = {
  arrow: <><path d="M3 8h10M9 4l4 4-4 4"/></>,
  bell: <><path d="M3.5 11.5h9c-1-1-1.2-2-1.2-4.2A3.3 3.3 0 0 0 8 4a3.3 3.3 0 0 0-3.3 3.3c0 2.2-.2 3.2-1.2 4.2zM6.7 13.7h2.6M8 2.5V4"/></>,
  board: <><rect x="2.5" y="3" width="3" height="10" rx="1"/><rect x="6.5" y="3" width="3" height="6.5" rx="1"/><rect x="10.5" y="3" width="3" height="8.5" rx="1"/></>,
  box: <><path d="M2.8 5 8 2.3 13.2 5v6L8 13.7 2.8 11zM2.8 5 8 7.7 13.2 5M8 7.7v6"/></>,
  cake: <><path d="M3 13.5h10V9.5a1.5 1.5 0 0 0-1.5-1.5h-7A1.5 1.5 0 0 0 3 9.5zM3 11c1.2.8 2.3.8 3.3 0 1.2.8 2.2.8 3.4 0 1 .8 2.1.8 3.3 0M8 8V5.5M8 3.2v.3"/></>,
  cal: <><rect x="2.5" y="3.5" width="11" height="9.5" rx="1.2"/><path d="M2.5 6.5h11M5.5 2.2v2.3M10.5 2.2v2.3"/></>,
  cards: <><rect x="2.5" y="2.5" width="4.8" height="4.8" rx="1"/><rect x="8.7" y="2.5" width="4.8" height="4.8" rx="1"/><rect x="2.5" y="8.7" width="4.8" height="4.8" rx="1"/><rect x="8.7" y="8.7" width="4.8" height="4.8" rx="1"/></>,
  chart: <><path d="M2.5 13.5h11M4.5 11V8M8 11V4M11.5 11V6.5"/></>,
  check: <><path d="m3 8.5 3.2 3L13 4.5"/></>,
  clip: <><path d="m12.5 7.5-5 5a2.8 2.8 0 0 1-4-4l5.5-5.5a1.9 1.9 0 0 1 2.7 2.7L6.5 11a.9.9 0 0 1-1.3-1.3L10 5"/></>,
  clock: <><circle cx="8" cy="8" r="5.5"/><path d="M8 5v3.2l2 1.3"/></>,
  cols: <><rect x="2.5" y="3" width="11" height="10" rx="1.5"/><path d="M6.2 3v10M9.8 3v10"/></>,
  door: <><path d="M9.5 3H3.5v10h6M7 8h6.5M11 5.5 13.5 8 11 10.5"/></>,
  dots: <><circle cx="3.5" cy="8" r=".6" fill="currentColor"/><circle cx="8" cy="8" r=".6" fill="currentColor"/><circle cx="12.5" cy="8" r=".6" fill="currentColor"/></>,
  down: <><path d="m4 6 4 4 4-4"/></>,
  edit: <><path d="m10 3.5 2.5 2.5L6 12.5l-3 .5.5-3z"/></>,
  exp: <><path d="M8 9.7v-7M5.3 5.2 8 2.5l2.7 2.7M3 11v2.3h10V11"/></>,
  file: <><path d="M4 2.5h5l3 3v8H4zM9 2.5v3h3"/></>,
  filter: <><path d="M2.5 4h11M4.5 8h7M6.5 12h3"/></>,
  firm: <><path d="M3 13.5V3.5l6-1v11M9 6h4v7.5M2 13.5h12M5 6h2M5 8.5h2M5 11h2M11 8.5v0M11 11v0"/></>,
  fold: <><rect x="2.5" y="3" width="11" height="10" rx="1.5"/><path d="M6.5 3v10M10.5 6.5 9 8l1.5 1.5"/></>,
  full: <><path d="M9.5 3H13v3.5M6.5 13H3V9.5M13 3 9 7M3 13l4-4"/></>,
  gear: <><circle cx="8" cy="8" r="2"/><path d="M8 2.2v1.6M8 12.2v1.6M2.2 8h1.6M12.2 8h1.6M3.9 3.9 5 5M11 11l1.1 1.1M12.1 3.9 11 5M5 11l-1.1 1.1"/></>,
  globe: <><circle cx="8" cy="8" r="5.5"/><path d="M2.5 8h11M8 2.5c3.6 3.4 3.6 7.6 0 11M8 2.5c-3.6 3.4-3.6 7.6 0 11"/></>,
  group: <><path d="M2.5 3.5h11M5 7h8.5M5 10h8.5M2.5 13.2h11"/></>,
  hist: <><path d="M2.8 6.5A5.5 5.5 0 1 1 2.6 9M2.5 3.5v3h3M8 5v3.3l2 1.2"/></>,
  home: <><path d="m2.5 7.5 5.5-5 5.5 5M4 6.5v7h8v-7"/></>,
  imp: <><path d="M8 2.5v7m-2.7-2.5L8 9.7 10.7 7M3 11v2.3h10V11"/></>,
  key: <><circle cx="5.2" cy="10.8" r="2.7"/><path d="m7.2 8.8 6-6M11 5l1.8 1.8M9.3 6.7l1.3 1.3"/></>,
  lead: <><circle cx="8" cy="8" r="5.5"/><circle cx="8" cy="8" r="2.5"/><path d="M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2"/></>,
  left: <><path d="M10 4 6 8l4 4"/></>,
  link: <><path d="M6.5 9.5a2.5 2.5 0 0 0 3.5 0l2.5-2.5A2.5 2.5 0 0 0 9 3.5l-.8.8M9.5 6.5a2.5 2.5 0 0 0-3.5 0L3.5 9A2.5 2.5 0 0 0 7 12.5l.8-.8"/></>,
  list: <><path d="M2.5 4h11M2.5 8h11M2.5 12h11"/></>,
  lock: <><rect x="3.5" y="7" width="9" height="6.5" rx="1"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/></>,
  mail: <><rect x="2.5" y="3.5" width="11" height="9" rx="1.2"/><path d="m3 4.5 5 4.2 5-4.2"/></>,
  map: <><path d="M8 13.8s4.3-3.8 4.3-7.2a4.3 4.3 0 0 0-8.6 0C3.7 10 8 13.8 8 13.8z"/><circle cx="8" cy="6.6" r="1.5"/></>,
  max: <><rect x="3" y="3" width="10" height="10" rx="1"/></>,
  min: <><path d="M3.5 11.5h9"/></>,
  moon: <><path d="M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z"/></>,
  note: <><path d="M3 3h10v7.5L10.5 13H3zM5.5 6h5M5.5 8.5h3"/></>,
  org: <><rect x="6" y="2.3" width="4" height="3.2" rx=".8"/><rect x="1.8" y="10.5" width="4" height="3.2" rx=".8"/><rect x="10.2" y="10.5" width="4" height="3.2" rx=".8"/><path d="M8 5.5v2.5M3.8 10.5V8h8.4v2.5"/></>,
  phone: <><path d="M4 2.8 5.8 2.5l1.2 3-1.4 1c.7 1.6 2 2.9 3.7 3.7l1.1-1.4 3 1.2-.3 1.9c-.2.8-.8 1.3-1.6 1.2C6.7 12.6 3.3 9 2.8 4.4 2.7 3.6 3.2 3 4 2.8z"/></>,
  pin: <><path d="M6 2.5h4l-.5 4 2 2.5h-7l2-2.5zM8 9v4.5"/></>,
  plus: <><path d="M8 3v10M3 8h10"/></>,
  pool: <><path d="M1.8 5.5c1.6-1.6 3-1.6 4.2 0s2.6 1.6 4 0 2.7-1.5 4.2 0M1.8 10.5c1.6-1.6 3-1.6 4.2 0s2.6 1.6 4 0 2.7-1.5 4.2 0"/></>,
  pop: <><path d="M6 4H3.5v8.5H12V10M8.5 3H13v4.5M13 3 7.5 8.5"/></>,
  right: <><path d="m6 4 4 4-4 4"/></>,
  scan: <><path d="M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M4.5 8h7"/></>,
  screen: <><rect x="2.5" y="3" width="11" height="7.5" rx="1"/><path d="M6 13.2h4M8 10.5v2.7"/></>,
  search: <><circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3 3"/></>,
  sms: <><path d="M2.5 3.5h11v8H7l-3 2.5v-2.5H2.5zM5.5 7.5h5"/></>,
  sort: <><path d="M5 3v10l-2.3-2.3M11 13V3l2.3 2.3"/></>,
  splitb: <><rect x="2.5" y="3" width="11" height="10" rx="1.5"/><path d="M2.5 8.5h11"/></>,
  splitr: <><rect x="2.5" y="3" width="11" height="10" rx="1.5"/><path d="M9 3v10"/></>,
  star: <><path d="m8 2.5 1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.2 4.6 13l.7-3.8L2.5 6.5 6.3 6z"/></>,
  sun: <><circle cx="8" cy="8" r="2.8"/><path d="M8 1.8v1.5M8 12.7v1.5M1.8 8h1.5M12.7 8h1.5M3.6 3.6l1.1 1.1M11.3 11.3l1.1 1.1M12.4 3.6l-1.1 1.1M4.7 11.3l-1.1 1.1"/></>,
  tag: <><path d="M2.5 8.5v-6h6l5 5-6 6z"/><circle cx="5.5" cy="5.5" r=".7"/></>,
  tasks: <><path d="m2.5 4.5 1 1 2-2M2.5 11l1 1 2-2M8.5 4.8h5M8.5 11.3h5"/></>,
  trash: <><path d="M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.5 9h6l.5-9"/></>,
  tray: <><path d="M2.5 9h3.2l1 1.8h2.6l1-1.8h3.2v4.5h-11zM8 2.5v4.8M6 5.3l2 2 2-2"/></>,
  undo: <><path d="M5.5 3.5 2.8 6.2l2.7 2.7M2.8 6.2H9a3.6 3.6 0 0 1 0 7.2H6"/></>,
  up: <><path d="m4 10 4-4 4 4"/></>,
  user: <><circle cx="8" cy="5.5" r="2.6"/><path d="M3 13.3c.5-2.7 2.3-4 5-4s4.5 1.3 5 4"/></>,
  users: <><circle cx="6" cy="5.7" r="2.3"/><path d="M1.8 12.8c.4-2.3 1.9-3.5 4.2-3.5s3.8 1.2 4.2 3.5M10.5 3.7a2.2 2.2 0 0 1 0 4M11.8 9.5c1.4.4 2.2 1.5 2.5 3.3"/></>,
  view: <><path d="M2.5 3.5h11v9h-11zM2.5 6.5h11M6 6.5v6"/></>,
  visit: <><path d="M3 13.5h10M5 13.5v-8l3-3 3 3v8M8 8v0M8 11v2.5"/></>,
  warn: <><path d="M8 2.8 14 13H2zM8 6.5v3M8 11.3v.1"/></>,
  wechat: <><path d="M6.5 3C4 3 2 4.6 2 6.6c0 1.1.6 2.1 1.6 2.8L3.2 11l1.7-.9c.5.1 1 .2 1.6.2M10.2 6.3c-2.1 0-3.9 1.4-3.9 3.2s1.8 3.2 3.9 3.2c.5 0 .9-.1 1.3-.2l1.5.8-.4-1.4c.9-.6 1.4-1.4 1.4-2.4 0-1.8-1.7-3.2-3.8-3.2z"/></>,
  x: <><path d="m4 4 8 8M12 4l-8 8"/></>,
  yen: <><path d="m4.5 3 3.5 5 3.5-5M8 8v5.5M5 8.5h6M5 11h6"/></>,
} as const satisfies Record<string, ReactNode>;
export type IconName = keyof typeof shapes;

/** A line drawing in the colour of the text; decorative, so the control around it carries the name. */
export function Icon({ name, size = 16, className }: { name: IconName; size?: 12 | 14 | 16 | 18 | 20 | 24 | 32; className?: string }) {
  return (
    <svg className={className ? `ws-icon ${className}` : 'ws-icon'} viewBox="0 0 16 16" width={size} height={size} aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  );
}

const byDefinition: Record<string, IconName> = { customer: 'firm', contact: 'user', activity: 'note', opportunity: 'lead', task: 'tasks', product: 'box', user: 'users', department: 'org' };
/** The drawing a definition names in `icon`. */
export const iconOf = (name: string | undefined): IconName => (name && Object.hasOwn(byDefinition, name) ? (byDefinition[name] as IconName) : 'file');

/** Icon of a way of contact: call, visit, mail … */
const byKind: Record<string, IconName> = { call: 'phone', visit: 'visit', wechat: 'wechat', email: 'mail', meeting: 'users', sms: 'sms', todo: 'check', other: 'note' };
export const kindIcon = (kind: unknown): IconName => byKind[String(kind)] ?? 'note';
