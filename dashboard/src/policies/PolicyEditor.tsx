import type { Policy } from '@hadir/shared/api/policies';
import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { Alert, Button, Textarea, TextInput } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/api-problem.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { DocumentForm } from './DocumentForm.tsx';
import { FieldErrors } from './field-errors-context.ts';
import { pathWords } from './field-words.ts';
import styles from './policies.module.css';
import { useSavePolicy } from './use-policies.ts';

interface PolicyEditorProps {
  policy: Policy;
  editable: boolean;
  /** The local day of the region. */
  today: string;
  onUnsaved(unsaved: boolean): void;
}

const NO_FIELDS: ApiProblem['fields'] = [];

/** What an edition says, as a form; of an edition that is no draft the same form, to be read. */
export function PolicyEditor({ policy, editable, today, onUnsaved }: PolicyEditorProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const save = useSavePolicy(policy.id);
  const { kind, effectiveFrom, effectiveTo, legalBasis, note, document } = policy;
  const [draft, putDraft] = useState({ effectiveFrom, effectiveTo, legalBasis, note, document });
  const [saved, setSaved] = useState(draft);
  const setDraft = (next: typeof draft) => {
    putDraft(next);
    onUnsaved(true);
  };
  const changed = draft !== saved;
  useEffect(() => {
    if (!changed) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [changed]);
  const fields = save.error instanceof ApiProblem ? save.error.fields : NO_FIELDS;
  const errors = useMemo(() => new Map(fields.map(({ field, message }) => [field, message])), [fields]);
  const errorOf = (field: string) => fields.find((problem) => problem.field === field)?.message;
  const deeper = fields.filter(({ field }) => field.startsWith('document'));
  const backdated = editable && kind !== 'calendar' && draft.effectiveFrom !== '' && draft.effectiveFrom < today;
  return (
    <>
      <Card title={t('policies.head.title')}>
        <fieldset className={styles.fieldset} disabled={!editable}>
          <div className={styles.fields}>
            <TextInput
              type="date"
              label={t('policies.head.effectiveFrom')}
              value={draft.effectiveFrom}
              error={errorOf('effectiveFrom')}
              description={
                backdated ? t('policyCheck.backdated', { day: format.shortDay(draft.effectiveFrom) }) : undefined
              }
              data-testid="effective-from"
              onChange={(event) => setDraft({ ...draft, effectiveFrom: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={t('policies.head.effectiveTo')}
              value={draft.effectiveTo ?? ''}
              error={errorOf('effectiveTo')}
              onChange={(event) => setDraft({ ...draft, effectiveTo: event.currentTarget.value || null })}
            />
            <TextInput
              className={styles.wide ?? ''}
              label={t('policies.head.legalBasis')}
              description={editable ? t('policies.head.legalBasisHelp') : undefined}
              maxLength={300}
              value={draft.legalBasis}
              error={errorOf('legalBasis')}
              data-testid="legal-basis"
              onChange={(event) => setDraft({ ...draft, legalBasis: event.currentTarget.value })}
            />
            <Textarea
              className={styles.wide ?? ''}
              label={t('policies.head.note')}
              maxLength={1000}
              rows={3}
              value={draft.note}
              error={errorOf('note')}
              onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })}
            />
          </div>
        </fieldset>
      </Card>
      <Card title={t('policies.content')}>
        <fieldset className={styles.fieldset} disabled={!editable}>
          <FieldErrors value={errors}>
            <DocumentForm
              edition={{ kind, document: draft.document } as Pick<PolicyEdition, 'kind' | 'document'>}
              legalBasis={draft.legalBasis}
              editable={editable}
              onChange={(next) => setDraft({ ...draft, document: next })}
            />
          </FieldErrors>
        </fieldset>
      </Card>
      {editable && (
        <Card>
          <FormTrouble error={save.error} saidByFields={deeper.length > 0} />
          {deeper.length > 0 && (
            <Alert color="red" title={t('policies.problems')} role="alert">
              <ul className={styles.problems}>
                {deeper.map(({ field, message }) => (
                  <li key={field}>
                    {pathWords(t, field, draft)}: {message}
                  </li>
                ))}
              </ul>
            </Alert>
          )}
          <div className={styles.tools}>
            <Button
              loading={save.isPending}
              disabled={!changed}
              data-testid="save-policy"
              onClick={() =>
                save.mutate(
                  { kind, ...draft, seen: policy.changedAt },
                  {
                    onSuccess: () => {
                      setSaved(draft);
                      onUnsaved(false);
                    },
                  },
                )
              }
            >
              {t('policies.save')}
            </Button>
            <span role="status">{changed ? t('policies.unsaved') : save.isSuccess ? t('policies.saved') : ''}</span>
          </div>
        </Card>
      )}
    </>
  );
}
