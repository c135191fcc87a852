import { ActionIcon } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './copy-line.module.css';
import { copyText } from './copy-text.ts';

interface CopyLineProps {
  label: string;
  value: string;
  large?: boolean;
}

/** A value that people carry elsewhere, whole, with a button that copies it. */
export function CopyLine({ label, value, large = false }: CopyLineProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(value))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div className={styles.line} data-large={large}>
      <span className={styles.label}>{label}</span>
      <code className={large ? styles.large : styles.value}>{value}</code>
      <ActionIcon
        variant="subtle"
        size={32}
        aria-label={copied ? t('copy.copied') : t('copy.copy', { what: label })}
        onClick={() => void copy()}
      >
        {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      </ActionIcon>
    </div>
  );
}
