/** The sign of the product. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg className="ws-mark" viewBox="0 0 22 22" width={size} height={size} fill="none" aria-hidden="true">
      <rect width="22" height="22" rx="5" fill="currentColor" />
      <g stroke="var(--on-accent)" strokeWidth="1.6" strokeLinecap="round"><path d="M11 5.5v6.2" /><path d="M7.6 8.3c0 5.2 6.8 5.2 6.8 0" /><path d="M4.8 10.5c0 9 12.4 9 12.4 0" /></g>
    </svg>
  );
}
