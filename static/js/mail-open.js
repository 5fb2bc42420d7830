// A mail led here (`#opened=…`). Programs that look through mail follow its links, too: only what a person does tells.
const MARK = "#opened=";
const SIGNS = ["pointermove", "pointerdown", "touchstart", "wheel", "keydown"];

function waitForSomebody(token) {
  const waiting = new AbortController();
  function tell(event) {
    if (!event.isTrusted || document.visibilityState !== "visible") return;
    waiting.abort();
    fetch(`/mail/open/${token}/`, { method: "POST", keepalive: true }).catch(() => waitForSomebody(token));
  }
  for (const sign of SIGNS) addEventListener(sign, tell, { passive: true, signal: waiting.signal });
}

if (location.hash.startsWith(MARK)) {
  const token = location.hash.slice(MARK.length);
  // The address that is shared or kept from here on is the page's own.
  history.replaceState(history.state, "", location.pathname + location.search);
  if (/^[\w:-]+$/.test(token)) waitForSomebody(token);
}
