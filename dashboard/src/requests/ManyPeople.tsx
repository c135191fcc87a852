import type { Colleague } from '@hadir/shared/api/requests';
import { Button, Group, Select, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useSession } from '../session/session-context.ts';
import { useOpds } from '../units/use-units.ts';
import { readNips } from './read-nips.ts';
import styles from './requests.module.css';
import { useLetterPeople } from './use-requests.ts';

/** So many unknown numbers are named; the rest is counted. */
const NAMED = 10;

/** Adds many people to a letter: those of a pasted list, or everybody of an office. */
export function ManyPeople({ onFound }: { onFound(people: readonly Colleague[]): void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const opds = useOpds();
  const admin = user.role === 'admin_bkd';
  const [opd, setOpd] = useState<string | null>(admin ? null : user.opd);
  const [pasted, setPasted] = useState('');
  const find = useLetterPeople();
  const nips = readNips(pasted);
  const take = (question: { nips: string[] } | { opd: string }) =>
    find.mutate(question, {
      onSuccess: ({ people }) => {
        onFound(people);
        setPasted('');
      },
    });
  const { people = [], unknown = [] } = find.data ?? {};
  return (
    <details className={styles.letter} data-testid="many-people">
      <summary>{t('letters.many')}</summary>
      <div className={styles.form} style={{ marginTop: 10 }}>
        <FormTrouble error={find.error} />
        <Textarea
          label={t('letters.nips')}
          description={t('letters.manyHint')}
          rows={4}
          value={pasted}
          data-testid="paste-nips"
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
        <Group>
          <Button
            variant="default"
            disabled={nips.length === 0}
            loading={find.isPending}
            onClick={() => take({ nips })}
            data-testid="add-nips"
          >
            {nips.length === 0 ? t('letters.manyAdd') : `${t('letters.manyAdd')} (${format.number(nips.length)})`}
          </Button>
          {admin && (
            <Select
              aria-label={t('opds.opd')}
              placeholder={t('opds.opd')}
              searchable
              limit={100}
              value={opd}
              data={opds.data?.map(({ id, name: label }) => ({ value: id, label })) ?? []}
              nothingFoundMessage={t('opds.none')}
              onChange={setOpd}
            />
          )}
          <Button
            variant="default"
            disabled={opd === null || find.isPending}
            onClick={() => opd !== null && take({ opd })}
            data-testid="add-office"
          >
            {t('letters.wholeOffice')}
          </Button>
        </Group>
        {find.data && (
          <div role="status" data-testid="many-outcome">
            <Text size="sm">{t('letters.added', { n: format.number(people.length) })}</Text>
            {unknown.length > 0 && (
              <Text size="sm" className={styles.late ?? ''}>
                {t('letters.unknown', {
                  n: format.number(unknown.length),
                  nips: [
                    ...unknown.slice(0, NAMED),
                    ...(unknown.length > NAMED
                      ? [t('letters.more', { n: format.number(unknown.length - NAMED) })]
                      : []),
                  ].join(', '),
                })}
              </Text>
            )}
          </div>
        )}
      </div>
    </details>
  );
}
