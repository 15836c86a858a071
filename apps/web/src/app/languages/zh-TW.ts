import antd from 'antd/es/locale/zh_TW';
import 'dayjs/locale/zh-tw';

const files = import.meta.glob<Record<string, string>>('../../locales/*.json', { eager: true, query: { locale: 'zh-TW' }, import: 'default' });
export const texts: Record<string, string> = Object.assign({}, ...Object.values(files));
export { antd };
