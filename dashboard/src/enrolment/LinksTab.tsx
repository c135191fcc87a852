import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useOpds } from '../units/use-units.ts';
import styles from './enrolment.module.css';
import { MadeLinks } from './MadeLinks.tsx';
import { useLinks, useMakeLinks, useRevokeLink } from './use-enrolment.ts';

/** Links for a whole office, and what became of those of the last days. */
export function LinksTab() {
  const { t } = useTranslation();
  const format = useFormat();
  const opds = useOpds();
  const [opd, setOpd] = useState<string | null>(null);
  const make = useMakeLinks();
  const links = useLinks();
  const revoke = useRevokeLink();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (make.data) return <MadeLinks made={make.data} onDone={() => make.reset()} />;
  return (
    <div className={styles.sections}>
      <Card title={t('enrolLinks.forOpd')}>
        <p className={styles.text}>{t('enrolLinks.explain')}</p>
        <FormTrouble error={make.error} />
        <Group align="end">
          <Select
            label={t('opds.opd')}
            placeholder={t('enrolLinks.choose')}
            searchable
            limit={100}
            nothingFoundMessage={t('opds.none')}
            value={opd}
            onChange={setOpd}
            data={opds.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          />
          <Button
            disabled={opd === null}
            loading={make.isPending}
            onClick={() => opd !== null && make.mutate({ opd })}
            data-testid="make-links"
          >
            {t('enrolLinks.make')}
          </Button>
        </Group>
      </Card>
      <Card title={t('enrolLinks.recent')} note={links.data && format.number(links.data.length)}>
        {links.error && !links.data && <Trouble error={links.error} onRetry={() => void links.refetch()} />}
        <FormTrouble error={revoke.error} />
        {links.data?.length === 0 && <Empty title={t('enrolLinks.noneTitle')}>{t('enrolLinks.none')}</Empty>}
        <ul className={styles.rows}>
          {links.data?.map((link) => (
            <li key={link.id}>
              <span>
                <Link to={`/pegawai/${link.employee}`}>{link.name}</Link>
                <small>{link.opdName}</small>
              </span>
              <span>
                <b data-state={link.state}>{t(`enrolLinks.state.${link.state}`)}</b>
                <small>{t('enrolLinks.until', { moment: format.moment(link.expiresAt, zone) })}</small>
              </span>
              {link.state === 'open' && (
                <Button
                  size="xs"
                  variant="default"
                  loading={revoke.isPending && revoke.variables === link.id}
                  onClick={() => revoke.mutate(link.id)}
                >
                  {t('enrolLinks.revoke')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
