// Who looks at a poll sees its numbers move: asked for every few seconds while the page is seen, less often when nothing
// happens or nobody answers. Bars grow by their own transition.
const EVERY = 4_000;
const SLOWEST = 30_000;

const put = (kind, key, text) => {
  const element = document.querySelector(`[data-${kind}="${key}"]`);
  if (!element || element.textContent === text) return false;
  element.textContent = text;
  return true;
};

/** Put the numbers into the page; whether any of them is new. */
function show({ voters, options = {} }) {
  let isNew = false;
  for (const [key, { votes, percent }] of Object.entries(options)) {
    isNew = put("votes", key, String(votes)) || isNew;
    put("percent", key, percent);
    document.querySelector(`[data-bar="${key}"]`)?.setAttribute("width", `${percent}%`);
  }
  const count = document.querySelector("[data-voters]");
  if (count && count.textContent !== String(voters)) {
    count.textContent = voters;
    isNew = true;
  }
  return isNew;
}

/** A poll that began or ended meanwhile looks different: the page is offered anew, not taken from under the reader. */
function offerReload(ballot) {
  if (ballot.querySelector("[data-reload]")) return;
  const link = document.createElement("a");
  link.className = "poll-message";
  link.dataset.tone = "info";
  link.dataset.reload = "";
  link.href = window.location.pathname;
  link.setAttribute("role", "status");
  link.textContent = "투표 상태가 바뀌었습니다. 눌러서 새로고침하세요.";
  ballot.append(link);
}

let pause = EVERY;
async function look() {
  const ballot = document.getElementById("poll-ballot");
  const answer = await fetch(ballot.dataset.watch, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  const told = await answer.json();
  if (told.state !== ballot.dataset.state) offerReload(ballot);
  pause = show(told) ? EVERY : Math.min(pause * 1.25, SLOWEST);
}

function wait() {
  setTimeout(async () => {
    if (document.visibilityState === "visible") {
      try {
        await look();
      } catch {
        pause = Math.min(pause * 2, SLOWEST);
      }
    }
    wait();
  }, pause);
}
document.addEventListener("visibilitychange", () => (pause = EVERY));
document.addEventListener("htmx:after:swap", () => (pause = EVERY));
// After the end nothing moves any more.
if (document.querySelector("#poll-ballot:not([data-state=CLOSED])")) wait();

// Both numbers of comments on the page agree.
const comments = document.getElementById("comment-count");
if (comments) {
  const copy = () => {
    const number = document.getElementById("comment-count")?.textContent;
    const other = document.querySelector("[data-comment-count]");
    if (other && number && other.textContent !== number) other.textContent = number;
  };
  new MutationObserver(copy).observe(comments.parentElement, { childList: true, characterData: true, subtree: true });
}
