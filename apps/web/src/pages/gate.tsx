import './gate.css';
import type { ReactNode } from 'react';
import { LocaleMenu, ThemeMenu } from '../app/choices.tsx';
import { Mark } from '../app/mark.tsx';

/** The plain page before the frame: one form, the language and the theme. */
export function Gate({ title, text, children }: { title: string; text?: string | undefined; children: ReactNode }) {
  return (
    <div className="ws-gate">
      <header><LocaleMenu /><ThemeMenu /></header>
      <main>
        <div className="ws-gate-brand"><Mark size={28} /><span>Wellspring</span></div>
        <h1>{title}</h1>
        {text ? <p className="ws-gate-text">{text}</p> : null}
        {children}
      </main>
    </div>
  );
}
