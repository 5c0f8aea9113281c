// Notices a page that hangs: it answers nothing while its process computes. A page that answers nothing and computes
// nothing waits (for a debugger, or with the whole computer), and is left alone.
import { app, type WebContents } from 'electron';

const interval = 250;
/** Seconds of a processor that a page may take without answering. Our pages answer many times within one. */
const patience = 1.25;
/** Any number that is neither the page's world (0) nor the preload's (999). */
const pulseWorld = 1001;

/** Tells of each hang once. Ends with the contents. */
export function watchPulse(contents: WebContents, onHang: () => void): void {
  let answered = true;
  /** Undefined until the page has been silent for an interval. */
  let silentSince: number | undefined;

  function ask(): void {
    [answered, silentSince] = [false, undefined];
    const hear = () => void (answered = true);
    // In a world of its own, so that nothing that the page redefines is run. It fails where the page crashed or went
    // elsewhere, which others notice.
    contents.executeJavaScriptInIsolatedWorld(pulseWorld, [{ code: '0' }]).then(hear, hear);
  }

  const timer = setInterval(() => {
    if (contents.isDestroyed() || contents.isCrashed() || contents.isLoadingMainFrame()) return;
    if (answered) return ask();
    const spent = secondsSpent(contents.getOSProcessId());
    silentSince ??= spent;
    if (spent - silentSince < patience) return;
    answered = true;
    onHang();
  }, interval);
  contents.once('destroyed', () => clearInterval(timer));
}

/** Seconds of a processor that a process has taken; where the system doesn't tell, seconds that passed. */
function secondsSpent(pid: number): number {
  const metric = app.getAppMetrics().find((one) => one.pid === pid);
  return metric?.cpu.cumulativeCPUUsage ?? performance.now() / 1000;
}
