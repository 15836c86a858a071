/** To be drawn. */
export function SetupPage() {
  return <main />;
}
