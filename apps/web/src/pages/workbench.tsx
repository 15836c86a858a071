/** To be drawn. */
export function WorkbenchPage() {
  return <main />;
}
