import antd from 'antd/es/locale/zh_CN';
import 'dayjs/locale/zh-cn';

const files = import.meta.glob<Record<string, string>>('../../locales/*.json', { eager: true, query: { locale: 'zh-CN' }, import: 'default' });
export const texts: Record<string, string> = Object.assign({}, ...Object.values(files));
export { antd };
