// Comments: Enter sends and Shift+Enter breaks the line, boxes grow, replies open in place, what others say appears.
import htmx from "../vendor/htmx.esm.min.js";

const EVERY = 15_000;
const SLOWEST = 120_000;

const grow = (box) => {
  if (CSS.supports("field-sizing", "content")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
};

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-comment-form]");
  if (!form || event.target.tagName !== "TEXTAREA" || event.key !== "Enter" || event.shiftKey) return;
  // While a syllable is being composed Enter only ends it; Safari says so by the key code alone.
  if (event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit();
});
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-comment-form] textarea")) grow(event.target);
});

// Replies ----------------------------------------------------------------------------------------------------------------
function address(box, name) {
  const text = box.querySelector("textarea");
  if (!text) return;
  if (name && !text.value.startsWith(`@${name}`)) text.value = `@${name} ${text.value}`;
  text.focus();
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-reply]");
  if (!link || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  const box = document.getElementById(`reply-box-${link.dataset.reply}`);
  if (box.firstElementChild && !link.dataset.to) {
    box.replaceChildren();
    return;
  }
  if (!box.firstElementChild) await htmx.ajax("GET", link.getAttribute("href"), { target: box, swap: "innerHTML" });
  address(box, link.dataset.to);
});

// Focus goes where the writer goes on: to the fresh form, to one that was refused, to a comment that is edited.
let sender = null;
document.addEventListener("htmx:before:request", (event) => {
  sender = event.target.closest?.("form[data-comment-form]")?.id ?? null;
});
document.addEventListener("htmx:after:swap", () => {
  const text = document.querySelector("textarea[data-focus]") ?? document.querySelector(`[id="${sender}"] textarea`);
  if (!text) return;
  delete text.dataset.focus;
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
  grow(text);
});

// What others say --------------------------------------------------------------------------------------------------------
const serial = (item) => Number(item.id.split("-CM").at(-1));
const newest = () => {
  const items = [...document.querySelectorAll(".comment[id]")];
  return items.reduce((last, item) => (!last || serial(item) > serial(last) ? item : last), null)?.id ?? "";
};

function insert(answer) {
  let added = 0;
  for (const item of answer.querySelectorAll("li.comment[id]")) {
    const parent = item.dataset.parent;
    const list = document.getElementById(parent ? `replies-${parent}` : "comment-list");
    if (!list || document.getElementById(item.id)) continue;
    list.append(document.adoptNode(item));
    htmx.process(item);
    added += 1;
  }
  const total = answer.querySelector("[data-total]")?.dataset.total;
  if (total) document.getElementById("comment-count").textContent = total;
  if (added) document.getElementById("comment-news").textContent = `새 댓글 ${added}개가 올라왔습니다.`;
}

async function look(list) {
  const answer = await fetch(`${list.dataset.newer}?after=${encodeURIComponent(newest())}`, {
    headers: { "HX-Request": "true" },
  });
  if (!answer.ok) throw new Error(answer.status);
  if (answer.status === 200) insert(new DOMParser().parseFromString(await answer.text(), "text/html"));
}

let pause = EVERY;
function wait() {
  setTimeout(async () => {
    const list = document.getElementById("comments");
    const isLast = list && !list.querySelector("[data-earlier]");
    if (isLast && document.visibilityState === "visible") {
      try {
        await look(list);
        pause = EVERY;
      } catch {
        pause = Math.min(pause * 2, SLOWEST);
      }
    }
    wait();
  }, pause);
}
if (document.getElementById("comments")) wait();
