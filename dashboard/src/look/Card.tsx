import { type ReactNode, useId } from 'react';
import styles from './card.module.css';

interface CardProps {
  title?: string;
  note?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
}

/** A sheet of paper on the ground, with an optional heading that names it for screen readers too. */
export function Card({ title, note, children, className }: CardProps) {
  const id = useId();
  return (
    <section className={`${styles.card} ${className ?? ''}`} aria-labelledby={title ? id : undefined}>
      {title && (
        <div className={styles.head}>
          <h2 className={styles.title} id={id}>
            {title}
          </h2>
          {note && <span className={styles.note}>{note}</span>}
        </div>
      )}
      {children}
    </section>
  );
}
