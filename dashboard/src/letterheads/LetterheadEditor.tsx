import type { Letterhead, LetterheadDetail } from '@hadir/shared/api/letterheads';
import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/api-problem.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { LetterheadHistory } from './LetterheadHistory.tsx';
import { LetterheadPaper } from './LetterheadPaper.tsx';
import styles from './letterheads.module.css';
import { overlay } from './overlay.ts';
import { useSaveLetterhead } from './use-letterheads.ts';

const HEADING = ['government', 'office', 'address', 'contact', 'place'] as const;
const SIGNATORY = ['position', 'name', 'rank', 'nip'] as const;

/** The fields of one letterhead beside how it will look; what is left empty follows from elsewhere. */
export function LetterheadEditor({ detail }: { detail: LetterheadDetail }) {
  const { t } = useTranslation();
  const { own, shown, owner, version, mayChange, history } = detail;
  const save = useSaveLetterhead(owner);
  const [given, setGiven] = useState<Letterhead>(own);
  const changed = JSON.stringify(given) !== JSON.stringify(own);
  const problems = save.error instanceof ApiProblem ? save.error.fields : [];
  const errorOf = (field: string) => problems.find((problem) => problem.field === `document.${field}`)?.message;
  const person = (who: 'head' | 'maker') => (
    <Card title={t(`letterheads.${who}`)} note={t(`letterheads.${who}Note`)}>
      <div className={styles.fields}>
        {SIGNATORY.map((field) => (
          <TextInput
            key={field}
            label={t(`letterheads.${field}`)}
            placeholder={own[who][field] === '' ? shown[who][field] : ''}
            maxLength={field === 'nip' ? 30 : 200}
            readOnly={!mayChange}
            value={given[who][field]}
            error={errorOf(`${who}.${field}`)}
            onChange={(event) => setGiven({ ...given, [who]: { ...given[who], [field]: event.currentTarget.value } })}
            data-testid={`letterhead-${who}-${field}`}
          />
        ))}
      </div>
    </Card>
  );
  return (
    <form
      className={styles.columns}
      data-testid="letterhead"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ document: given, version });
      }}
    >
      <div className={styles.page}>
        <Card title={t('letterheads.heading')}>
          <div className={styles.fields}>
            {HEADING.map((field) => (
              <TextInput
                key={field}
                className={field === 'place' ? '' : (styles.wide ?? '')}
                label={t(`letterheads.${field}`)}
                description={t(`letterheads.${field}Help`)}
                placeholder={own[field] === '' ? shown[field] : ''}
                maxLength={200}
                readOnly={!mayChange}
                value={given[field]}
                error={errorOf(field)}
                onChange={(event) => setGiven({ ...given, [field]: event.currentTarget.value })}
                data-testid={`letterhead-${field}`}
              />
            ))}
          </div>
        </Card>
        {person('head')}
        {person('maker')}
        <FormTrouble error={save.error} saidByFields={problems.length > 0} />
        {mayChange ? (
          <Group>
            <Button type="submit" disabled={!changed} loading={save.isPending} data-testid="letterhead-save">
              {t('letterheads.save')}
            </Button>
            <Button variant="default" disabled={!changed} onClick={() => setGiven(own)}>
              {t('letterheads.undo')}
            </Button>
          </Group>
        ) : (
          <p className={styles.help}>{t('letterheads.notYours')}</p>
        )}
      </div>
      <div className={styles.page}>
        <LetterheadPaper letterhead={overlay(shown, own, given)} />
        <LetterheadHistory history={history} mayChange={mayChange} onTake={setGiven} />
      </div>
    </form>
  );
}
