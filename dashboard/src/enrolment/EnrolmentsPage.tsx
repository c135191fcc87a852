import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageHead } from '../look/PageHead.tsx';
import { EnrolmentRules } from './EnrolmentRules.tsx';
import { ImportsTab } from './ImportsTab.tsx';
import { LinksTab } from './LinksTab.tsx';
import { SubmissionsTab } from './SubmissionsTab.tsx';

const TABS = { waiting: SubmissionsTab, links: LinksTab, imports: ImportsTab, rules: EnrolmentRules } as const;
type Tab = keyof typeof TABS;
const isTab = (name: string | null): name is Tab => name !== null && name in TABS;

/** Everything that brings faces into the hub beside the officer's own photos. */
export function EnrolmentsPage() {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const asked = address.get('bagian');
  const tab = isTab(asked) ? asked : 'waiting';
  const Shown = TABS[tab];
  return (
    <>
      <PageHead title={t('enrolments.title')} sub={t('enrolments.sub')} />
      <Tabs value={tab} onChange={(value) => isTab(value) && setAddress({ bagian: value })} mb="md">
        <Tabs.List>
          {(Object.keys(TABS) as Tab[]).map((name) => (
            <Tabs.Tab key={name} value={name} data-testid={`tab-${name}`}>
              {t(`enrolments.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Shown />
    </>
  );
}
