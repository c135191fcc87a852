import type { RequestOption } from '@hadir/shared/api/requests';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import styles from './requests.module.css';

interface KindChooserProps {
  options: readonly RequestOption[];
  onChoose(option: RequestOption): void;
}

/** What can be asked for, by theme; large enough for a thumb. */
export function KindChooser({ options, onChoose }: KindChooserProps) {
  const { t } = useTranslation();
  const groups = [
    {
      word: 'newRequest.groupLeave' as const,
      members: options.filter(({ status }) => status === 'leave' || status === 'sick' || status === 'permission'),
    },
    {
      word: 'newRequest.groupCorrection' as const,
      members: options.filter(({ kind }) => kind !== 'absence'),
    },
    {
      word: 'newRequest.groupDuty' as const,
      members: options.filter(({ status }) => status === 'duty' || status === 'study'),
    },
  ];
  return (
    <Card title={t('newRequest.which')}>
      <div>
        {groups
          .filter(({ members }) => members.length > 0)
          .map(({ word, members }) => (
            <section key={word} className={styles.kindGroup}>
              <h3 className={styles.group}>{t(word)}</h3>
              <div className={styles.kinds}>
                {members.map((option) => (
                  <button
                    key={option.code ?? option.kind}
                    type="button"
                    className={styles.kind}
                    data-testid={`kind-${option.code ?? option.kind}`}
                    onClick={() => onChoose(option)}
                  >
                    {option.name}
                    <small>{t(`preview.evidence.${option.evidence}`)}</small>
                  </button>
                ))}
              </div>
            </section>
          ))}
      </div>
    </Card>
  );
}
