// How often banners and popups are seen, clicked and closed: told to the site in a few words, several at a time, once
// per page and thing. Who looks is not said; the page, which is the same for everybody, works without it.
const ADDRESS = "/displays/events/";
const PATIENCE = 1000;
const told = new Set();
let waiting = new URLSearchParams();
let timer = 0;

function send() {
  clearTimeout(timer);
  timer = 0;
  if (!waiting.toString()) return;
  navigator.sendBeacon(ADDRESS, waiting);
  waiting = new URLSearchParams();
}

addEventListener("pagehide", send);
document.addEventListener("visibilitychange", () => document.hidden && send());

// `event` is view, click or close; an element without `data-counted` (a look by staff) is not counted.
export function tell(event, element) {
  const id = element.dataset.counted;
  if (!id || told.has(event + id)) return;
  told.add(event + id);
  waiting.append(event, id);
  timer ||= setTimeout(send, PATIENCE);
}

const observer = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      observer.unobserve(entry.target);
      tell("view", entry.target);
    }
  },
  { threshold: 0.5 },
);

// A view counts once half of the element is in the window: what nobody scrolled to was not seen.
export const watch = (element) => observer.observe(element);
