import type { AttendanceRequest, RequestOption } from '@hadir/shared/api/requests';
import { localDay } from '@hadir/shared/time/local-day';
import { Button, Group, Skeleton, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useParams, useSearchParams } from 'react-router';
import { fieldErrors } from '../api/field-errors.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { EndRequest } from './EndRequest.tsx';
import { FilesField } from './FilesField.tsx';
import { KindChooser } from './KindChooser.tsx';
import { PersonSelect } from './PersonSelect.tsx';
import { PreviewPanel } from './PreviewPanel.tsx';
import { emptyDraft, fromRequest, optionOf, type RequestDraft, toRequest } from './request-draft.ts';
import styles from './requests.module.css';
import { SubjectFields, ThatDay } from './SubjectFields.tsx';
import { useRequest, useRequestOptions, useRequestPreview, useWriteRequest } from './use-requests.ts';

/** Asks for something, in two steps: what, and then the rest with the effect beside it. A draft is gone on with here. */
export function NewRequestPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const navigate = useNavigate();
  const { request: id } = useParams();
  const [query, setQuery] = useSearchParams();
  const kept = useRequest(id ?? '', true);
  const [draft, setDraft] = useState<RequestDraft>(() =>
    emptyDraft(query.get('hari') ?? localDay(new Date(), 'Asia/Jakarta')),
  );
  const change = (part: Partial<RequestDraft>) => setDraft((before) => ({ ...before, ...part }));
  // Not what was kept in this browser before: the draft may have been changed since.
  const loaded = kept.isFetchedAfterMount ? kept.data : undefined;
  const [taken, setTaken] = useState<string | null>(null);
  useEffect(() => {
    // Once only: what is typed is not overwritten by what the hub says of the draft later.
    if (loaded === undefined || taken === loaded.id) return;
    setDraft(fromRequest(loaded));
    setTaken(loaded.id);
  }, [loaded, taken]);
  const forOthers = user.employee === null || user.role === 'opd_operator' || user.role === 'admin_bkd';
  const mayLoad = user.employee !== null || draft.employee !== null;
  const options = useRequestOptions(draft.employee, mayLoad);
  const word = query.get('jenis') ?? (loaded ? (draft.kind === 'absence' ? draft.code : draft.kind) : null);
  const option = optionOf(options.data ?? [], word);
  const choose = (chosen: RequestOption) =>
    setQuery((before) => {
      before.set('jenis', chosen.code ?? chosen.kind);
      return before;
    });
  if (id !== undefined && loaded === undefined)
    return kept.error ? (
      <Card>
        <Trouble error={kept.error} onRetry={() => void kept.refetch()} retrying={kept.isFetching} />
      </Card>
    ) : (
      <Skeleton height={420} radius={14} aria-busy="true" />
    );
  if (loaded !== undefined && !loaded.mayEdit) return <Navigate to={`/permohonan/${loaded.id}`} replace />;
  return (
    <div className={styles.page}>
      <div>
        <Link to="/permohonan" className={styles.back}>
          {t('newRequest.back')}
        </Link>
        <PageHead title={t(id === undefined ? 'newRequest.title' : 'newRequest.edit')} sub={option?.name}>
          {option && (
            <Button
              variant="default"
              onClick={() =>
                setQuery((before) => {
                  before.set('jenis', '');
                  return before;
                })
              }
            >
              {t('newRequest.change')}
            </Button>
          )}
        </PageHead>
      </div>
      {forOthers && id === undefined && (
        <Card>
          <PersonSelect
            label={t('newRequest.employee')}
            description={user.employee === null ? '' : t('newRequest.employeeHint')}
            value={draft.employee}
            clearable
            onChange={(person) => change({ employee: person?.id ?? null })}
            testId="for-employee"
          />
        </Card>
      )}
      {mayLoad && options.error && !options.data && (
        <Card>
          <Trouble error={options.error} onRetry={() => void options.refetch()} retrying={options.isFetching} />
        </Card>
      )}
      {mayLoad && options.isPending && <Skeleton height={320} radius={14} aria-busy="true" />}
      {mayLoad && options.data && !option && <KindChooser options={options.data} onChoose={choose} />}
      {mayLoad && option && (
        <RequestForm
          key={option.code ?? option.kind}
          id={id ?? null}
          draft={{ ...draft, kind: option.kind as RequestDraft['kind'], code: option.code ?? '' }}
          option={option}
          change={change}
          kept={loaded ?? null}
          onKept={(request, state) => void navigate(state === 'draft' ? '/permohonan' : `/permohonan/${request}`)}
        />
      )}
    </div>
  );
}

interface RequestFormProps {
  id: string | null;
  /** The draft as the hub has it; null for a new request. */
  kept: AttendanceRequest | null;
  draft: RequestDraft;
  option: RequestOption;
  change(part: Partial<RequestDraft>): void;
  onKept(id: string, state: string): void;
}

function RequestForm({ id, kept, draft, option, change, onKept }: RequestFormProps) {
  const { t } = useTranslation();
  const [tried, setTried] = useState(false);
  const wanted = toRequest(draft, option);
  const [asked] = useDebouncedValue(wanted === null ? null : { ...wanted, ...(id !== null && { request: id }) }, 350);
  const preview = useRequestPreview(asked);
  const write = useWriteRequest(id);
  const errors = fieldErrors(write.error, ['from', 'to', 'reason', 'files', 'subject']);
  const send = (submit: boolean) => {
    setTried(true);
    if (wanted !== null) write.mutate({ ...wanted, submit }, { onSuccess: (kept) => onKept(kept.id, kept.state) });
  };
  const range = option.kind === 'absence' && draft.part === 'day';
  return (
    <div className={styles.columns}>
      <Card>
        <form
          className={styles.form}
          data-testid="request-form"
          onSubmit={(event) => {
            event.preventDefault();
            send(true);
          }}
        >
          <div className={styles.pair}>
            <TextInput
              type="date"
              label={t(range ? 'newRequest.from' : 'newRequest.day')}
              value={draft.from}
              error={errors.from}
              data-testid="from"
              onChange={(event) => {
                const from = event.currentTarget.value;
                change({ from, to: [from, draft.to].sort()[1] ?? from });
              }}
            />
            {range && (
              <TextInput
                type="date"
                label={t('newRequest.to')}
                value={draft.to}
                min={draft.from}
                error={errors.to}
                data-testid="to"
                onChange={(event) => change({ to: event.currentTarget.value })}
              />
            )}
          </div>
          {option.kind !== 'absence' && <ThatDay day={draft.from} employee={draft.employee} />}
          <SubjectFields draft={draft} option={option} errors={errors} change={change} />
          <Textarea
            label={t('newRequest.reason')}
            description={t(option.medical ? 'newRequest.reasonMedical' : 'newRequest.reasonHint')}
            rows={3}
            maxLength={2000}
            value={draft.reason}
            error={errors.reason}
            data-testid="reason"
            onChange={(event) => change({ reason: event.currentTarget.value })}
          />
          {option.evidence !== 'none' && (
            <FilesField
              label={t('files.title')}
              files={draft.files}
              medical={option.medical}
              strictPossible={option.strictOverDays !== null}
              onChange={(files) => change({ files })}
            />
          )}
          <FormTrouble error={write.error} />
          <Group>
            <Button
              type="submit"
              loading={write.isPending && write.variables.submit}
              disabled={wanted === null || write.isPending}
              data-testid="submit-request"
            >
              {t('newRequest.submit')}
            </Button>
            <Button
              variant="default"
              loading={write.isPending && !write.variables.submit}
              disabled={wanted === null || write.isPending}
              onClick={() => send(false)}
              data-testid="save-draft"
            >
              {t('newRequest.saveDraft')}
            </Button>
            {kept !== null && <EndRequest request={kept} />}
          </Group>
        </form>
      </Card>
      <div className={styles.side}>
        <PreviewPanel
          incomplete={wanted === null}
          preview={asked === null ? undefined : preview.data}
          error={preview.error}
          touched={tried || draft.reason !== '' || draft.files.length > 0}
        />
      </div>
    </div>
  );
}
