import antd from 'antd/es/locale/en_US';

const files = import.meta.glob<Record<string, string>>('../../locales/*.json', { eager: true, query: { locale: 'en' }, import: 'default' });
export const texts: Record<string, string> = Object.assign({}, ...Object.values(files));
export { antd };
