import os from 'node:os';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly system: string;
  readonly date: string;
  /** What else ran: average number of processes that wanted a core during the last minute; 0 on Windows. */
  readonly load: number;
}

export function describeMachine(now: Date): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    cores: cpus.length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    system: `${os.platform()} ${os.release()}`,
    date: now.toISOString().slice(0, 16).replace('T', ' '),
    load: Math.round((os.loadavg()[0] ?? 0) * 10) / 10,
  };
}

export function machineLine({ cpu, cores, memoryGb, node, system, date, load }: Machine): string {
  return `${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}, ${date} UTC, load ${load} at the start`;
}
