import { type ReactNode, useEffect } from 'react';
import styles from './page-head.module.css';

interface PageHeadProps {
  title: string;
  sub?: ReactNode;
  children?: ReactNode;
}

/** The heading of a page, which is also the window's title. */
export function PageHead({ title, sub, children }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} – Hadir`;
  }, [title]);
  return (
    <header className={styles.head}>
      <div>
        <h1 className={styles.title}>{title}</h1>
        {sub && <div className={styles.sub}>{sub}</div>}
      </div>
      {children}
    </header>
  );
}
