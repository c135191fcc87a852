import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Empty } from '../look/Empty.tsx';

/** A page could not be fetched (the hub is out of reach, or was just updated), or failed while it was drawn. */
export function RouteTrouble() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <Empty title={t('routeTrouble.title')}>
      {t('routeTrouble.detail')}
      <br />
      <small>{error instanceof Error ? error.message : null}</small>
      <br />
      <Button variant="default" onClick={() => window.location.reload()}>
        {t('routeTrouble.reload')}
      </Button>
    </Empty>
  );
}
