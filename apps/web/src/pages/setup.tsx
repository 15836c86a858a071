import { ApiError } from '@wellspring/client';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { errorMessage } from '../app/error-text.ts';
import { client, signIn } from '../app/session.ts';
import { Icon } from '../ui/icon.tsx';
import { Gate } from './gate.tsx';
import { passwordRules } from './password-rules.ts';

type Values = { code: string; company: string; name: string; login: string; password: string };

/** The first visit of a fresh installation: the one-time code from the server's log makes the first administrator. */
export function SetupPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (values: Values): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await client.setup.finish({ ...values, code: values.code.trim(), login: values.login.trim() });
      await signIn(values.login.trim(), values.password);
      await navigate('/', { replace: true });
    } catch (error) {
      const faults = error instanceof ApiError ? (error.body.fields ?? []).filter((fault) => fault.field in values) : [];
      form.setFields(faults.map((fault) => ({ name: fault.field as keyof Values, errors: [fault.message] })));
      if (!faults.length) setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const needed = [{ required: true, whitespace: true, message: t('setup.needed') }];
  return (
    <Gate title={t('setup.title')} text={t('setup.text')}>
      <Form form={form} layout="vertical" size="large" requiredMark={false} onFinish={(values) => void submit(values)}>
        <Form.Item name="code" label={t('setup.code')} extra={t('setup.codeHelp')} rules={needed}><Input autoFocus autoComplete="one-time-code" spellCheck={false} /></Form.Item>
        <Form.Item name="company" label={t('setup.company')} rules={needed}><Input autoComplete="organization" maxLength={120} /></Form.Item>
        <Form.Item name="name" label={t('setup.name')} rules={needed}><Input autoComplete="name" maxLength={80} /></Form.Item>
        <Form.Item name="login" label={t('login.login')} rules={needed}><Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={80} /></Form.Item>
        <Form.Item name="password" label={t('login.password')} rules={passwordRules(t)}><Input.Password autoComplete="new-password" maxLength={200} /></Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy}>{t('setup.submit')}</Button>
      </Form>
      <div role="alert">{failure ? <p className="ws-gate-error"><Icon name="warn" size={14} />{errorMessage(failure, t)}</p> : null}</div>
    </Gate>
  );
}
