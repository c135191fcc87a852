import styles from './brand.module.css';

export function Brand() {
  return (
    <span className={styles.brand}>
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <rect width="32" height="32" rx="10" fill="var(--brand)" />
        <path d="M10 8v16M22 8v16M10 16h12" stroke="var(--on-mark)" strokeWidth="4" strokeLinecap="round" />
      </svg>
      Hadir
    </span>
  );
}
