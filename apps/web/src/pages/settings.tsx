/** To be drawn. */
export function SettingsPage() {
  return <main />;
}
