import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../look/Empty.tsx';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Empty title={t('notFound.title')}>
      {t('notFound.detail')} <Link to="/">{t('notFound.home')}</Link>
    </Empty>
  );
}
