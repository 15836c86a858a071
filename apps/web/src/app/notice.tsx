/** What stands on the page while its code and data are under way: nothing that could flash. */
export function Notice() {
  return <div className="ws-first" aria-busy="true" />;
}
