import './app/tokens.css';
import './app/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { startI18n } from './app/i18n.ts';
import { Providers } from './app/providers.tsx';
import { createRouter } from './app/router.tsx';
import { startTheme } from './app/theme.ts';

startTheme();
await startI18n();
const root = document.getElementById('root');
if (!root) throw new Error('no #root');
createRoot(root).render(<StrictMode><Providers><RouterProvider router={createRouter()} /></Providers></StrictMode>);
