/**
 * Doing something once the browser has shown what is drawn already.
 *
 * Handing a message to Streamlit makes it render its whole page again, 5 to 20 ms of work. Done at once, that
 * came before the frame that shows the edit; done after it, the edit is seen 5 to 8 ms earlier and is stored
 * no later.
 */

/** A window that is covered may draw no frames: wait no longer than this (ms). */
const LONGEST = 60;

/**
 * @typedef {Pick<typeof globalThis, "document" | "requestAnimationFrame" | "setTimeout" | "MessageChannel">}
 *   Frames
 */

/**
 * Do a job in the first task after the next frame; at once where nobody looks.
 *
 * @param {() => void} job
 * @param {Frames} [frames]
 */
export function afterFrame(job, frames = globalThis) {
  if (frames.document.hidden) return job();
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    job();
  };
  frames.setTimeout(once, LONGEST);
  frames.requestAnimationFrame(() => {
    const channel = new frames.MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      once();
    };
    channel.port2.postMessage(null);
  });
}
