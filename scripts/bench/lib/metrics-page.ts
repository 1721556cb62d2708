const LINE = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-z_]+)="((?:[^"\\]|\\.)*)"/g;

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

type Labels = Readonly<Record<string, string>>;

/** What `/metrics` showed at one moment, in Prometheus' text format. */
export class MetricsPage {
  readonly #samples: readonly Sample[];

  constructor(text: string) {
    this.#samples = text.split('\n').flatMap((line) => {
      const [, name, labels = '', value] = LINE.exec(line) ?? [];
      if (name === undefined || value === undefined) return [];
      const pairs = [...labels.matchAll(LABEL)].map(([, label = '', text = '']) => [label, text]);
      return [{ name, labels: Object.fromEntries(pairs) as Labels, value: Number(value) }];
    });
  }

  static async read(url: string): Promise<MetricsPage> {
    const response = await fetch(`${url}/metrics`);
    if (!response.ok) throw new Error(`/metrics answered ${response.status}`);
    return new MetricsPage(await response.text());
  }

  /** All series of a name with these labels, added up; 0 for a counter that has not counted yet. */
  sum(name: string, labels: Labels = {}): number {
    return this.#of(name, labels).reduce((sum, { value }) => sum + value, 0);
  }

  /** The largest series of a name. @throws where there is none */
  max(name: string): number {
    const values = this.#of(name, {}).map(({ value }) => value);
    if (values.length === 0) throw new Error(`/metrics shows no ${name}`);
    return Math.max(...values);
  }

  #of(wanted: string, labels: Labels): readonly Sample[] {
    return this.#samples.filter(
      (sample) =>
        sample.name === wanted && Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
    );
  }
}
