const KEY = 'lockstep-report-theme';
/** Fired on the document after the colours have changed. */
export const THEME_EVENT = 'report-theme';

/** Lets the button switch between light and dark; the choice is remembered where the browser permits. */
export function connectThemeToggle(): void {
  const root = document.documentElement;
  const darkSystem = matchMedia('(prefers-color-scheme: dark)');
  const remembered = recall();
  if (remembered === 'dark' || remembered === 'light') root.dataset['theme'] = remembered;
  document.querySelector('[data-theme-toggle]')?.addEventListener('click', () => {
    const isDark = root.dataset['theme'] === undefined ? darkSystem.matches : root.dataset['theme'] === 'dark';
    root.dataset['theme'] = isDark ? 'light' : 'dark';
    remember(root.dataset['theme']);
    document.dispatchEvent(new Event(THEME_EVENT));
  });
  darkSystem.addEventListener('change', () => document.dispatchEvent(new Event(THEME_EVENT)));
}

/** Storage is refused for files in some browsers. */
function recall(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(theme: string): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // The choice then lasts as long as the page is open.
  }
}
