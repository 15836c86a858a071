/** Background tasks of the person, in the dock. */
export function TaskTray() {
  return null;
}
