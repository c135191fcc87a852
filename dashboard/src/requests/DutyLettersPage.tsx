import type { DutyLetter } from '@hadir/shared/api/duty-letters';
import { Button, Group, Modal, Pagination, Skeleton, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { FileList } from './FileList.tsx';
import { NewDutyLetter } from './NewDutyLetter.tsx';
import { RequestStateMark } from './RequestStateMark.tsx';
import styles from './requests.module.css';
import { useRequestWords } from './use-request-words.ts';
import { useCancelLetter, useDutyLetters } from './use-requests.ts';

const ON_A_PAGE = 20;

/** Surat Tugas: entered once, for everybody whom it sends. */
export function DutyLettersPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [page, setPage] = useState(1);
  const [writing, setWriting] = useState(false);
  const [saved, setSaved] = useState<{ letter: DutyLetter; leftOut: number } | null>(null);
  const { data, error, refetch, isFetching } = useDutyLetters(search, (page - 1) * ON_A_PAGE, ON_A_PAGE);
  const pages = Math.max(1, Math.ceil((data?.total ?? 0) / ON_A_PAGE));
  const writes = user.role !== 'inspectorate';
  return (
    <div className={styles.page}>
      <PageHead title={t('letters.title')} sub={t('letters.sub')}>
        {writes && !writing && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setWriting(true)}
            data-testid="new-letter"
          >
            {t('letters.new')}
          </Button>
        )}
      </PageHead>
      {saved && (
        <p className={styles.said} role="status">
          {t('letters.saved', { number: saved.letter.order.number, n: format.number(saved.letter.people.length) })}
          {saved.leftOut > 0 && ` ${t('letters.savedLeftOut', { n: format.number(saved.leftOut) })}`}
        </p>
      )}
      {writing && (
        <NewDutyLetter
          onSaved={(letter, leftOut) => {
            setSaved({ letter, leftOut });
            setWriting(false);
          }}
          onClose={() => setWriting(false)}
        />
      )}
      <Card>
        <TextInput
          mb="sm"
          aria-label={t('letters.search')}
          placeholder={t('letters.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setPage(1);
          }}
        />
        {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {!error && !data && <Skeleton height={220} radius={10} aria-busy="true" />}
        {data?.letters.length === 0 &&
          (search === '' ? (
            <Empty title={t('letters.noneTitle')}>{t('letters.none')}</Empty>
          ) : (
            <Empty title={t('approvals.noneTitle')}>{t('letters.noneFound')}</Empty>
          ))}
        <ul className={styles.rows} data-testid="letters">
          {data?.letters.map((letter) => (
            <li key={letter.id} className={styles.item}>
              <LetterRow letter={letter} />
            </li>
          ))}
        </ul>
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
    </div>
  );
}

function LetterRow({ letter }: { letter: DutyLetter }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRequestWords();
  const { order, from, to, people, files, cancelled, opdName, enteredBy } = letter;
  return (
    <details className={styles.letter} data-testid="letter" data-letter={letter.id}>
      <summary>
        <b>{order.number}</b> · {order.purpose}
        <small className={styles.small}>
          {[
            words.range(from, to),
            order.place,
            t('letters.peopleCount', { n: format.number(people.length) }),
            cancelled && t('letters.cancelled'),
          ]
            .filter((part) => part !== false)
            .join(' · ')}
        </small>
      </summary>
      <Text size="sm" my="sm">
        {t('request.orderText', order)}
      </Text>
      <Text size="xs" c="var(--ink-3)" mb="sm">
        {[opdName, t('letters.enteredBy', { name: enteredBy })].filter((part) => part !== null).join(' · ')}
      </Text>
      <FileList files={files} />
      <ul className={styles.rows}>
        {people.map(({ request, name, nip, state }) => (
          <li key={request} className={styles.day}>
            <span>
              <Link to={`/permohonan/${request}`}>{name}</Link>
              <small className={styles.small}>NIP {nip}</small>
            </span>
            <RequestStateMark state={state} />
          </li>
        ))}
      </ul>
      {letter.mayCancel && <CancelLetter letter={letter} />}
    </details>
  );
}

function CancelLetter({ letter }: { letter: DutyLetter }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [note, setNote] = useState('');
  const cancel = useCancelLetter(letter.id);
  const close = () => {
    setOpened(false);
    cancel.reset();
  };
  return (
    <>
      <Button mt="sm" size="xs" variant="default" onClick={() => setOpened(true)}>
        {t('letters.cancel')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('letters.cancel')}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        <Stack>
          <FormTrouble error={cancel.error} />
          <Text size="sm">{t('letters.cancelExplain')}</Text>
          <Textarea
            label={t('request.noteWhy')}
            rows={2}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group>
            <Button
              color="red"
              loading={cancel.isPending}
              disabled={note.trim().length < 3}
              onClick={() => cancel.mutate(note.trim(), { onSuccess: close })}
            >
              {t('letters.cancel')}
            </Button>
            <Button variant="default" onClick={close}>
              {t('request.keep')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
