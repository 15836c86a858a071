/** Draws the floating windows. */
export function WindowHost() {
  return null;
}
/** Minimised windows, in the dock. */
export function WindowTabs() {
  return null;
}
