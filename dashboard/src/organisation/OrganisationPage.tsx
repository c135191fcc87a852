import type { Member } from '@hadir/shared/api/organisation';
import { Button, Select, Skeleton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import styles from './organisation.module.css';
import { PostingDialog } from './PostingDialog.tsx';
import { useChosenOpd } from './use-chosen-opd.ts';
import { useMembers } from './use-organisation.ts';
import { WorkUnitsCard } from './WorkUnitsCard.tsx';

const AT_FIRST = 100;

/** An office with its work units and its people, each with where, what and under whom he is. */
export function OrganisationPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { opd, choose, choices } = useChosenOpd();
  const { data, error, refetch, isFetching } = useMembers(opd);
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(AT_FIRST);
  const [posted, setPosted] = useState<Member | null>(null);
  const admin = may(user.role, 'change');
  const words = search.trim().toLowerCase();
  const found = (data?.members ?? []).filter(
    ({ name, nip }) => name.toLowerCase().includes(words) || nip.startsWith(words),
  );
  return (
    <>
      <PageHead title={t('organisation.title')} sub={t('organisation.sub')}>
        <Button component={Link} to={`/organisasi/jaga?opd=${opd ?? ''}`} variant="default">
          {t('organisation.duty')}
        </Button>
      </PageHead>
      <div className={styles.sections}>
        <Select
          label={t('organisation.chooseOpd')}
          searchable
          allowDeselect={false}
          value={opd}
          data={choices.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={choose}
          maw={480}
          data-testid="choose-opd"
        />
        {opd !== null && <WorkUnitsCard key={opd} opd={opd} admin={admin} />}
        {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {!error && !data && <Skeleton height={300} radius={14} aria-busy="true" />}
        {data && (
          <Card title={t('organisation.members', { n: data.members.length })}>
            {data.members.length === 0 ? (
              <Empty title={t('organisation.noMembers')} />
            ) : (
              <>
                <TextInput
                  aria-label={t('organisation.search')}
                  placeholder={t('organisation.search')}
                  leftSection={<IconSearch size={16} aria-hidden />}
                  value={search}
                  onChange={(event) => setSearch(event.currentTarget.value)}
                  maw={360}
                />
                <ul className={styles.rows} data-testid="members">
                  {found.slice(0, shown).map((member) => (
                    <MemberRow
                      key={member.employee}
                      member={member}
                      onChange={admin ? () => setPosted(member) : null}
                    />
                  ))}
                </ul>
                {found.length > shown && (
                  <Button variant="subtle" size="xs" onClick={() => setShown(shown + 200)}>
                    {t('procedures.more')}
                  </Button>
                )}
              </>
            )}
          </Card>
        )}
      </div>
      {posted && <PostingDialog member={posted} today={data?.today ?? ''} onClose={() => setPosted(null)} />}
    </>
  );
}

function MemberRow({ member, onChange }: { member: Member; onChange: (() => void) | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, nip, position, rank, workUnitName, superiorName, baseTpp, from } = member;
  const facts = [
    nip,
    rank,
    position,
    workUnitName ?? t('organisation.noUnit'),
    superiorName === null ? null : t('organisation.superior', { name: superiorName }),
    t('organisation.since', { day: `${format.shortDay(from)} ${from.slice(0, 4)}` }),
    baseTpp === null ? t('organisation.noBase') : `Rp ${format.number(baseTpp)}`,
  ];
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <Link to={`/pegawai/${member.employee}`}>{name}</Link>
        <small>{facts.filter((fact) => fact !== null).join(' · ')}</small>
      </div>
      {onChange !== null && (
        <Button size="xs" variant="default" onClick={onChange} data-testid={`post-${member.employee}`}>
          {t('organisation.change')}
        </Button>
      )}
    </li>
  );
}
