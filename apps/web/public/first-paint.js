// Runs before anything is drawn, so that neither theme nor language flashes.
(() => {
  const read = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const theme = read('ws.theme');
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.documentElement.lang = read('ws.locale') || 'zh-CN';
})();
