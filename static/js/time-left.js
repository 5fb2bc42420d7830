// `<time datetime data-time-left>`: how long something still runs, to the minute, while the page stays open; the same words as
// the server's (`polibat.text.dates.left_words`). Ends are given in Seoul's time: elsewhere the page says so.
const HERE_IS_SEOUL = new Date().getTimezoneOffset() === -540;
const MINUTE = 60_000;

function words(left) {
  const minutes = Math.floor(left / MINUTE);
  if (minutes < 1) return left > 0 ? "1분 미만 남음" : "마감";
  const parts = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const units = ["일", "시간", "분"];
  return [...parts.map((number, at) => (number ? `${number}${units[at]}` : "")).filter(Boolean), "남음"].join(" ");
}

function show() {
  for (const element of document.querySelectorAll("[data-time-left]")) {
    const text = words(Date.parse(element.dateTime) - Date.now()) + (HERE_IS_SEOUL ? "" : ", 한국 시간");
    if (element.textContent !== text) element.textContent = text;
  }
}

// On the whole minute of what is shown is near enough: every second would be work for nothing.
setInterval(show, 10_000);
document.addEventListener("visibilitychange", show);
document.addEventListener("htmx:after:swap", show);
show();
