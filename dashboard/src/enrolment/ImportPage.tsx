import type { EnrolmentImport } from '@hadir/shared/api/enrolment';
import { Button, Group, Modal, Pagination, Progress, Skeleton, Stack, Switch, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import styles from './enrolment.module.css';
import { LINES_ON_A_PAGE, useImport, useImportLines, useImportOrder } from './use-enrolment.ts';

const GOOD = ['waiting', 'ready', 'enrolled'];
const count = ({ outcomes }: EnrolmentImport, names: readonly string[]) =>
  names.reduce((sum, name) => sum + (outcomes[name] ?? 0), 0);

/** One import: how far the hub is, what came of each line, and what to do next. */
export function ImportPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { import: id = '' } = useParams();
  const { data, error, refetch, isFetching } = useImport(id);
  const order = useImportOrder(id);
  const [cancelling, setCancelling] = useState(false);
  if (error && !data) return <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <Skeleton height={320} radius={14} aria-busy="true" />;
  const left = data.state === 'checking' ? count(data, ['waiting']) : count(data, ['ready']);
  const goes = data.state === 'checking' || data.state === 'applying';
  const done = data.lines - left;
  const ready = count(data, ['ready']);
  const trouble = data.lines - count(data, GOOD);
  return (
    <>
      <PageHead
        title={t('photoImports.title', { file: data.file })}
        sub={<Link to="/pendaftaran?bagian=imports">{t('photoImports.back')}</Link>}
      >
        <Button
          component="a"
          href={`/api/enrolment-imports/${id}/report`}
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('photoImports.report')}
        </Button>
      </PageHead>
      <div className={styles.sections}>
        <Card title={t(`photoImports.state.${data.state}`)}>
          {goes && (
            <>
              <Progress
                value={(done / Math.max(1, data.lines)) * 100}
                animated
                mb="xs"
                aria-label={t(`photoImports.state.${data.state}`)}
              />
              <p className={styles.text} role="status" data-testid="import-progress">
                {t('photoImports.progress', { done: format.number(done), total: format.number(data.lines) })}.{' '}
                {t('photoImports.live')}
              </p>
            </>
          )}
          <p className={styles.counts}>
            {data.state === 'checked' && <span>{t('photoImports.ready', { n: format.number(ready) })}</span>}
            {(data.outcomes.enrolled ?? 0) > 0 && (
              <span>
                {t('photoImports.outcome.enrolled')}: {format.number(data.outcomes.enrolled ?? 0)}
              </span>
            )}
            {trouble > 0 && <span data-trouble="true">{t('photoImports.trouble', { n: format.number(trouble) })}</span>}
          </p>
          <FormTrouble error={order.error} />
          {data.state === 'checked' && <p className={styles.text}>{t('photoImports.applyMeans')}</p>}
          <Group>
            {data.state === 'checked' && (
              <Button
                disabled={ready === 0}
                loading={order.isPending && order.variables === 'apply'}
                onClick={() => order.mutate('apply')}
                data-testid="apply-import"
              >
                {t('photoImports.apply', { n: format.number(ready) })}
              </Button>
            )}
            {(goes || data.state === 'checked') && (
              <Button variant="default" onClick={() => setCancelling(true)} data-testid="cancel-import">
                {t('photoImports.cancel')}
              </Button>
            )}
          </Group>
        </Card>
        <Lines of={data} />
      </div>
      <Modal
        opened={cancelling}
        onClose={() => setCancelling(false)}
        title={t('photoImports.cancel')}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        <Stack>
          <Text size="sm">{t('photoImports.cancelMeans')}</Text>
          <Group grow>
            <Button variant="default" onClick={() => setCancelling(false)}>
              {t('dialog.back')}
            </Button>
            <Button
              onClick={() => {
                order.mutate('cancel');
                setCancelling(false);
              }}
            >
              {t('photoImports.cancel')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function Lines({ of }: { of: EnrolmentImport }) {
  const { t } = useTranslation();
  const [trouble, setTrouble] = useState(true);
  const [page, setPage] = useState(1);
  // What is shown changes with the import: its counts are part of the question.
  const state = `${of.state} ${JSON.stringify(of.outcomes)}`;
  const { data, error, refetch } = useImportLines(of.id, { trouble, offset: (page - 1) * LINES_ON_A_PAGE, state });
  const pages = Math.ceil((data?.total ?? 0) / LINES_ON_A_PAGE);
  return (
    <Card title={t('photoImports.result')}>
      <Switch
        mb="sm"
        label={t('photoImports.onlyTrouble')}
        checked={trouble}
        onChange={(event) => {
          setTrouble(event.currentTarget.checked);
          setPage(1);
        }}
      />
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data?.total === 0 && <p className={styles.text}>{t('photoImports.noTrouble')}</p>}
      {data && data.lines.length > 0 && (
        <table className={styles.lines} data-testid="import-lines">
          <thead>
            <tr>
              <th>{t('photoImports.row')}</th>
              <th>NIP</th>
              <th>{t('photoImports.file')}</th>
              <th>{t('photoImports.result')}</th>
            </tr>
          </thead>
          <tbody>
            {data.lines.map((line) => (
              <tr key={line.row}>
                <td>{line.row}</td>
                <td>
                  {line.nip}
                  {line.name && <small>{line.name}</small>}
                </td>
                <td>{line.file}</td>
                <td>
                  <b data-good={GOOD.includes(line.outcome)}>{t(`photoImports.outcome.${line.outcome}`)}</b>
                  {line.advice && <small>{line.advice}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {pages > 1 && (
        <Pagination
          mt="md"
          size="sm"
          total={pages}
          value={page}
          onChange={setPage}
          getControlProps={(control) => ({ 'aria-label': t(`paging.${control}`) })}
        />
      )}
    </Card>
  );
}
