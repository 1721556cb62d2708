/** The browser's storage for this tab or for good; null where the browser forbids it. */
export function browserStorage(kind: 'tab' | 'lasting'): Storage | null {
  try {
    return kind === 'tab' ? sessionStorage : localStorage;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
