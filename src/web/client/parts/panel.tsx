import { useId, type ReactNode } from 'react';

export interface PanelProps {
  readonly title: string;
  /** Also its place in the page's grid. */
  readonly name: string;
  /** Beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A titled box, and a landmark of the page. */
export function Panel({ title, name, aside, children }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel ${name}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
