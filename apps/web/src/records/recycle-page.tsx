/** The recycle bin of an object. */
export function RecyclePage() {
  return <div className="ws-bar" />;
}
