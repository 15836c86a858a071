/** To be drawn. */
export function NotFoundPage() {
  return <main />;
}
