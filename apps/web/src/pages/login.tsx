/** To be drawn. */
export function LoginPage() {
  return <main />;
}
