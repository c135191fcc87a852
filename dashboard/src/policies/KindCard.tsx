import type { PolicySummary } from '@hadir/shared/api/policies';
import type { PolicyKind } from '@hadir/shared/api/policies/policy-edition';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { NewCalendar } from './NewCalendar.tsx';
import { PolicyRow } from './PolicyRow.tsx';
import styles from './policies.module.css';
import { useCopyPolicy } from './use-policies.ts';

interface KindCardProps {
  kind: PolicyKind;
  today: string;
  policies: readonly PolicySummary[];
  admin: boolean;
}

/** One kind of policy: what holds today, what comes, what is being prepared, what was. */
export function KindCard({ kind, today, policies, admin }: KindCardProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const copy = useCopyPolicy((id) => void navigate(`/kebijakan/${id}`));
  const held = policies.filter(({ inForce }) => inForce);
  const coming = policies.filter(
    ({ state, inForce, effectiveFrom }) => state === 'active' && !inForce && effectiveFrom > today,
  );
  const drafts = policies.filter(({ state }) => state === 'draft' || state === 'proposed');
  const past = policies.filter((policy) => ![...held, ...coming, ...drafts].includes(policy));
  return (
    <Card title={t(`policies.kind.${kind}`)}>
      <p className={styles.about}>{t(`policies.about.${kind}`)}</p>
      <FormTrouble error={copy.error} />
      <div data-testid={`kind-${kind}`}>
        <h3 className={styles.group}>{t('policies.today')}</h3>
        {held.length === 0 && <p className={styles.quiet}>{t('policies.none')}</p>}
        <ul className={styles.rows}>
          {held.map((policy) => (
            <PolicyRow key={policy.id} policy={policy}>
              {admin && (
                <Button
                  size="xs"
                  variant="default"
                  title={t('policies.changeHelp')}
                  data-testid={`change-${kind}`}
                  loading={copy.isPending && copy.variables.id === policy.id}
                  onClick={() =>
                    copy.mutate({ id: policy.id, effectiveFrom: kind === 'calendar' ? policy.effectiveFrom : today })
                  }
                >
                  {t('policies.change')}
                </Button>
              )}
            </PolicyRow>
          ))}
        </ul>
        {kind === 'calendar' && admin && <NewCalendar policies={policies} today={today} />}
        <Group title={t('policies.coming')} policies={coming} />
        <Group title={t('policies.drafts')} policies={drafts} />
        {past.length > 0 && (
          <details>
            <summary className={styles.group}>{t('policies.past', { n: past.length })}</summary>
            <Group policies={past} />
          </details>
        )}
      </div>
    </Card>
  );
}

function Group({ title, policies }: { title?: string; policies: readonly PolicySummary[] }) {
  if (policies.length === 0) return null;
  return (
    <>
      {title !== undefined && <h3 className={styles.group}>{title}</h3>}
      <ul className={styles.rows}>
        {policies.map((policy) => (
          <PolicyRow key={policy.id} policy={policy} />
        ))}
      </ul>
    </>
  );
}
