/** Brings a file in. */
export function ImportWizard() {
  return <div className="ws-bar" />;
}
