import type { ReactNode } from 'react';
import styles from './trouble.module.css';

interface EmptyProps {
  title: string;
  children?: ReactNode;
}

/** Nothing to show, said kindly, and what would change that. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div className={styles.trouble}>
      <strong>{title}</strong>
      {children && <span>{children}</span>}
    </div>
  );
}
