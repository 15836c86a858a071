import './settings.css';
import { ApiError } from '@wellspring/client';
import { LOCALES } from '@wellspring/objects';
import { Button, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localeNames, themeModes } from '../app/choices.tsx';
import { errorMessage } from '../app/error-text.ts';
import { client } from '../app/session.ts';
import { toast } from '../app/toast.tsx';
import { useChoices } from '../app/use-choices.ts';
import { useMeta } from '../meta/use-meta.ts';
import { passwordRules } from './password-rules.ts';

/** What a person may set for himself. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { user, company, version } = useMeta();
  const { locale, chooseLocale, theme, chooseTheme } = useChoices();
  return (
    <>
      <div className="ws-bar"><h1>{t('settings.title')}</h1></div>
      <div className="ws-settings">
        <section>
          <h2>{t('settings.look')}</h2>
          <div className="ws-setting"><span id="set-locale">{t('settings.language')}</span><Segmented aria-labelledby="set-locale" value={locale} onChange={chooseLocale} options={LOCALES.map((value) => ({ value, label: localeNames[value].name }))} /></div>
          <div className="ws-setting"><span id="set-theme">{t('settings.theme')}</span><Segmented aria-labelledby="set-theme" value={theme} onChange={chooseTheme} options={themeModes.map((value) => ({ value, label: t(`theme.${value}`) }))} /></div>
        </section>
        <section>
          <h2>{t('settings.account')}</h2>
          <div className="ws-setting"><span>{t('settings.name')}</span><span>{user.name}{user.jobTitle ? <span className="ws-t3"> {user.jobTitle}</span> : null}</span></div>
          <div className="ws-setting"><span>{t('login.login')}</span><span>{user.login}</span></div>
          <div className="ws-setting"><span>{t('settings.company')}</span><span>{company.name}</span></div>
          <div className="ws-setting"><span>{t('settings.zone')}</span><span>{company.timeZone} · {company.currency}</span></div>
        </section>
        <PasswordSection login={user.login} />
        <p className="ws-settings-foot">Wellspring {version}</p>
      </div>
    </>
  );
}

function PasswordSection({ login }: { login: string }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ current: string; next: string; again: string }>();
  const [busy, setBusy] = useState(false);
  const submit = async (values: { current: string; next: string }): Promise<void> => {
    setBusy(true);
    try {
      await client.session.changePassword(values.current, values.next);
      form.resetFields();
      toast.done(t('settings.passwordChanged'));
    } catch (error) {
      const field = error instanceof ApiError && error.body.field === 'next' ? 'next' : 'current';
      form.setFields([{ name: field, errors: [errorMessage(error, t)] }]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section>
      <h2>{t('settings.password')}</h2>
      <Form form={form} layout="vertical" requiredMark={false} className="ws-settings-form" onFinish={(values) => void submit(values)}>
        <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
        <Form.Item name="current" label={t('settings.passwordCurrent')} rules={[{ required: true, message: t('login.passwordNeeded') }]}><Input.Password autoComplete="current-password" maxLength={200} /></Form.Item>
        <Form.Item name="next" label={t('settings.passwordNext')} rules={passwordRules(t)}><Input.Password autoComplete="new-password" maxLength={200} /></Form.Item>
        <Form.Item name="again" label={t('settings.passwordAgain')} dependencies={['next']} rules={[{ required: true, message: t('login.passwordNeeded') }, { validator: (_rule, value) => (value && value !== form.getFieldValue('next') ? Promise.reject(new Error(t('settings.passwordDiffers'))) : Promise.resolve()) }]}><Input.Password autoComplete="new-password" maxLength={200} /></Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>{t('settings.passwordSave')}</Button>
      </Form>
    </section>
  );
}
