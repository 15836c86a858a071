import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../ui/empty-state.tsx';

/** An address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return <div className="ws-center"><EmptyState icon="search" title={t('base.notFound')} text={t('base.notFoundText')}><Link className="ws-link" to="/">{t('base.home')}</Link></EmptyState></div>;
}
