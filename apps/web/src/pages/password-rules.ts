import type { Rule } from 'antd/es/form';

/** What a new password must be: long; the server knows the rest and says so. */
export const passwordRules = (t: (key: string) => string): Rule[] => [{ required: true, message: t('login.passwordNeeded') }, { min: 10, message: t('settings.passwordShort') }];
