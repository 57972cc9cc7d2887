/**
 * Work done in steps while the browser has nothing else to do.
 */

/** Milliseconds of work at once, also on a page that is never idle: a key waits no longer than this. */
const LEAST = 4;
/** A page that is never idle is asked this often (ms). */
const PATIENCE = 100;

/** @typedef {(job: (deadline: {timeRemaining(): number}) => void) => void} Ask */

/** @type {Ask} Safari has no requestIdleCallback */
const ask = (job) => {
  if (typeof requestIdleCallback === "function") requestIdleCallback(job, { timeout: PATIENCE });
  else setTimeout(() => job({ timeRemaining: () => 0 }), 20);
};

/**
 * @template T
 * @param {Generator<undefined, T>} steps
 * @param {(result: T) => void} done
 * @param {{wait?: Ask, now?: () => number}} [given]
 * @returns {() => void} stop
 */
export function whenIdle(steps, done, { wait = ask, now = () => performance.now() } = {}) {
  let stopped = false;
  /** @param {{timeRemaining(): number}} deadline */
  const go = (deadline) => {
    const until = now() + LEAST;
    do {
      if (stopped) return;
      const step = steps.next();
      if (step.done) return done(step.value);
    } while (now() < until || deadline.timeRemaining() > LEAST);
    wait(go);
  };
  wait(go);
  return () => {
    stopped = true;
  };
}

/**
 * All steps at once.
 *
 * @template T
 * @param {Generator<undefined, T>} steps
 * @returns {T}
 */
export function atOnce(steps) {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
