interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/**
 * What would break an installation on another system. npm writes only those per-platform packages into the lock that
 * the registry at hand offers, and `npm ci` then refuses the lock where they exist.
 */
export function lockProblems(lock: LockFile): string[] {
  const problems: string[] = [];
  for (const [place, entry] of Object.entries(lock.packages)) {
    if (entry.resolved !== undefined)
      problems.push(`${place} names a download address; run npm with this project's .npmrc`);
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!isLocked(lock.packages, place, name))
        problems.push(`${name}, optional for ${place}, is missing: run node scripts/run.mjs scripts/complete-lock.ts`);
    }
  }
  return problems;
}

/** Looks where Node would: in the package's own folder, then in each folder above. */
export function isLocked(packages: Readonly<Record<string, LockedPackage>>, place: string, name: string): boolean {
  let folder = place;
  for (;;) {
    if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in packages) return true;
    if (folder === '') return false;
    const parent = folder.lastIndexOf('/node_modules/');
    folder = parent < 0 ? '' : folder.slice(0, parent);
  }
}
