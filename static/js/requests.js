// htmx's answers that are no part of a page: a log-in page is gone to, an error page becomes a toast.
import { toast } from "./toast.js";

const LOST = "서버에 연결하지 못했습니다. 인터넷 연결을 확인하고 다시 시도해 주세요.";
const ENDED = "로그인이 끝났습니다. 적은 글은 이 기기에 남아 있으니 다시 로그인해 주세요.";
const FAILED = "요청을 처리하지 못했습니다. 잠시 후 다시 시도해 주세요.";

const isWholePage = (text) => /^\s*<!doctype html/i.test(text);

/** What an error page says, in one line, and the way out that it offers. */
function say(page) {
  const answer = new DOMParser().parseFromString(page, "text/html");
  const words = (name) => answer.querySelector(`[data-error-${name}]`)?.textContent.trim();
  const link = answer.querySelector("a[data-error-way]");
  toast(
    words("text") || words("title") || FAILED,
    "error",
    link && { href: link.pathname + link.search, words: words("way") },
  );
}

/** The way to sign in that a piece of page offers to whoever pressed something. */
const loginLinkOf = (text) =>
  new DOMParser().parseFromString(text, "text/html").querySelector(".login-prompt a")?.getAttribute("href");

document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  const { raw, status } = ctx.response;
  const door = status === 401 && ctx.request?.method !== "GET" && loginLinkOf(ctx.text);
  if (door) {
    event.preventDefault();
    toast(ENDED, "error", { href: door, words: "로그인하기" });
  } else if (status >= 400 && (isWholePage(ctx.text) || !ctx.text.trim())) {
    event.preventDefault();
    if (ctx.text.trim()) say(ctx.text);
    else toast(FAILED, "error");
  } else if (raw.redirected && isWholePage(ctx.text) && !ctx.select) {
    event.preventDefault();
    window.location.assign(raw.url);
  }
});

document.addEventListener("htmx:error", (event) => {
  if (event.detail.error instanceof TypeError || event.detail.ctx?.request?.signal?.reason === "timeout")
    toast(LOST, "error");
});
