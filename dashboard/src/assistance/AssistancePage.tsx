import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageHead } from '../look/PageHead.tsx';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import { AssistedList } from './AssistedList.tsx';
import { DoorEnrolmentList } from './DoorEnrolmentList.tsx';
import { OwnPin } from './OwnPin.tsx';
import { SupervisorList } from './SupervisorList.tsx';

/** What supervisors answered for at doors, who they are, and, for a supervisor, his own PIN. */
export function AssistancePage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const [search, setSearch] = useSearchParams();
  const sees = may(user.role, 'seeEmployees');
  const admin = may(user.role, 'change');
  const tabs = [
    ...(sees ? (['punches', 'supervisors'] as const) : []),
    ...(admin ? (['enrolments'] as const) : []),
    ...(!sees || user.employee !== null ? (['own'] as const) : []),
  ];
  const asked = tabs.find((tab) => tab === search.get('tab')) ?? tabs[0] ?? 'own';
  return (
    <>
      <PageHead title={t('assistance.title')} sub={t('assistance.sub')} />
      <Tabs value={asked} onChange={(tab) => setSearch({ tab: tab ?? '' }, { replace: true })} keepMounted={false}>
        <Tabs.List mb="md" data-testid="assistance-tabs">
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`assistance.tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="punches">
          <AssistedList />
        </Tabs.Panel>
        <Tabs.Panel value="supervisors">
          <SupervisorList />
        </Tabs.Panel>
        <Tabs.Panel value="enrolments">
          <DoorEnrolmentList />
        </Tabs.Panel>
        <Tabs.Panel value="own">
          <OwnPin />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
