/** What was done, and the way to undo it. */
export function OperationsPage() {
  return <div className="ws-bar" />;
}
