import './app/tokens.css';
import './app/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { startI18n } from './app/i18n.ts';
import { Providers } from './app/providers.tsx';
import { createRouter } from './app/router.tsx';
import { startTheme } from './app/theme.ts';

// After an update of the server an open tab asks for parts that are not there any more: it takes the new version, once.
window.addEventListener('vite:preloadError', (event) => {
  const key = 'ws.reloaded-for-update';
  if (Date.now() - Number(sessionStorage.getItem(key) ?? 0) < 60_000) return;
  event.preventDefault();
  sessionStorage.setItem(key, String(Date.now()));
  window.location.reload();
});

startTheme();
const root = document.getElementById('root');
if (!root) throw new Error('no #root');
const page = createRoot(root);
// No top-level await: chunks that import this one would wait for it while it waits for them.
void startI18n().then(() => page.render(<StrictMode><Providers><RouterProvider router={createRouter()} /></Providers></StrictMode>));
