// The bell: asks once a minute, while the page is looked at, how many notifications are unread. Whoever has no session any
// more is told so once, and the asking ends.
const EVERY = 60_000;
const SLOWEST = 600_000;
const bell = document.querySelector("[data-bell]");
const counters = document.querySelectorAll("[data-unread-count]");
const title = document.title;
let shown = Number(counters[0]?.dataset.unreadCount);
const seen = shown;
let pause = EVERY;
let last = Date.now();
let timer = null;

function show(unread) {
  for (const counter of counters) {
    counter.hidden = unread === 0;
    counter.querySelector("b").textContent = unread > 99 ? "99+" : unread;
  }
  shown = unread;
  // What came since the page was opened also stands where a tab in the background shows it.
  const fresh = Math.max(0, unread - seen);
  document.title = fresh ? `(${fresh}) ${title}` : title;
  document.getElementById("bell-news").textContent = fresh ? `새 알림 ${fresh}개` : "";
}

/** Ask now; false when nobody is signed in any more. */
async function look() {
  last = Date.now();
  const answer = await fetch(`${bell.dataset.bell}?shown=${shown}`, { headers: { Accept: "application/json" } });
  if (answer.status === 401 || answer.status === 403) return false;
  if (!answer.ok) throw new Error(answer.status);
  if (answer.status === 200) show((await answer.json()).unread);
  return true;
}

async function turn() {
  if (document.visibilityState === "visible") {
    try {
      if (!(await look())) {
        timer = null;
        return;
      }
      pause = EVERY;
    } catch {
      pause = Math.min(pause * 2, SLOWEST);
    }
  }
  timer = setTimeout(turn, pause);
}

if (bell) {
  timer = setTimeout(turn, pause);
  document.addEventListener("visibilitychange", () => {
    if (timer === null || document.visibilityState !== "visible" || Date.now() - last < EVERY) return;
    clearTimeout(timer);
    turn();
  });
}
