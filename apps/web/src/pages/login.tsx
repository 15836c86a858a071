import { ApiError } from '@wellspring/client';
import { Button, Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { errorMessage } from '../app/error-text.ts';
import { safeNext } from '../app/safe-next.ts';
import { onSession, sessionUser, signIn } from '../app/session.ts';
import { Icon } from '../ui/icon.tsx';
import { Gate } from './gate.tsx';

/** Seconds until another try makes sense, as the server's back-off says. */
function waitOf(error: unknown): number {
  if (!(error instanceof ApiError) || error.status !== 429) return 0;
  const seconds = Number(error.body.params?.seconds ?? error.body.params?.retryAfter ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), 3600) : 30;
}

/** Signs a person in and brings him where he wanted to go. */
export function LoginPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const next = safeNext(params.get('next'));
  const [failure, setFailure] = useState<unknown>(null);
  const [wait, setWait] = useState(0);
  const [busy, setBusy] = useState(false);
  // Signing in from another tab is enough for this one too.
  useEffect(() => onSession(() => { if (sessionUser()) void navigate(next, { replace: true }); }), [navigate, next]);
  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  const submit = async ({ login, password }: { login: string; password: string }): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await signIn(login.trim(), password);
    } catch (error) {
      setFailure(error);
      setWait(waitOf(error));
    } finally {
      setBusy(false);
    }
  };
  const refused = failure instanceof ApiError && failure.status === 401;
  const text = wait > 0 ? t('login.wait', { count: wait }) : refused ? t('login.refused') : failure ? errorMessage(failure, t) : null;
  return (
    <Gate title={t('login.title')} text={params.has('next') ? t('login.again') : undefined}>
      <Form layout="vertical" size="large" requiredMark={false} onFinish={(values) => void submit(values)}>
        <Form.Item name="login" label={t('login.login')} rules={[{ required: true, whitespace: true, message: t('login.loginNeeded') }]}><Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={80} /></Form.Item>
        <Form.Item name="password" label={t('login.password')} rules={[{ required: true, message: t('login.passwordNeeded') }]}><Input.Password autoComplete="current-password" maxLength={200} /></Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy} disabled={wait > 0}>{t('login.submit')}</Button>
      </Form>
      <div role="alert" aria-live="assertive">{text ? <p className="ws-gate-error"><Icon name="warn" size={14} />{text}</p> : null}</div>
    </Gate>
  );
}
