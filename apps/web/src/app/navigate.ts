type Navigate = (to: string | number, options?: { replace?: boolean; state?: unknown }) => void;
let go: Navigate = () => {};

/** Called once by the router, so that code outside of components can move without importing every page. */
export const setNavigate = (navigate: Navigate): void => { go = navigate; };
/** Moves to an address of this application, or back and forth. */
export const navigateTo: Navigate = (to, options) => go(to, options);
