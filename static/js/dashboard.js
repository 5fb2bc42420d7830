// Draws the line chart from its table, which stays for whoever reads tables; choosing needs no button then.
import "../vendor/chart.umd.min.js";

const COLOURS = {
  total: "#2563eb",
  normal: "#16a34a",
  politician: "#9333ea",
  assistant: "#ea580c",
  new: "#16a34a",
  withdrawn: "#6b7280",
  suspended: "#ca8a04",
  banned: "#dc2626",
  combined: "#2563eb",
  posts: "#16a34a",
  comments: "#9333ea",
  pc: "#16a34a",
  mobile: "#9333ea",
  tablet: "#ca8a04",
  other: "#6b7280",
  loggedIn: "#ea580c",
  guest: "#dc2626",
};

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function linesOf(table) {
  const rows = [...table.tBodies[0].rows];
  return [...table.tHead.querySelectorAll("[data-line]")].map((head, place) => ({
    label: head.textContent,
    data: rows.map((row) => Number(row.cells[place + 1].dataset.value)),
    borderColor: COLOURS[head.dataset.line],
    backgroundColor: `${COLOURS[head.dataset.line]}1a`,
    fill: true,
    tension: 0.4,
    borderWidth: 2,
  }));
}

// Letters come in parts, each when a page first shows one: a canvas has to ask for its own.
const FONT = '"PoliBAT Text", "Malgun Gothic", sans-serif';

async function draw(frame, details) {
  const table = details.querySelector("table");
  const datasets = linesOf(table);
  const most = Math.max(1, ...datasets.flatMap((line) => line.data));
  const text = colour("--body-fg");
  const axis = (title, more) => ({
    title: { display: true, text: title, color: text },
    ticks: { color: text },
    ...more,
  });
  await document.fonts.load(`700 12px ${FONT}`, `${table.textContent}기간수량`).catch(() => {});
  await document.fonts.load(`12px ${FONT}`, `${table.textContent}기간수량`).catch(() => {});
  globalThis.Chart.defaults.font.family = FONT;
  frame.hidden = false;
  details.open = false;
  new globalThis.Chart(frame.querySelector("canvas"), {
    type: "line",
    data: { labels: [...table.tBodies[0].rows].map((row) => row.cells[0].textContent), datasets },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      interaction: { mode: "index", intersect: false },
      plugins: { legend: { position: "top", labels: { color: text } } },
      scales: { x: axis("기간"), y: axis("수량", { min: 0, max: Math.ceil(most * 1.2) }) },
    },
  });
}

const frame = document.querySelector("[data-chart]");
if (frame) draw(frame, document.querySelector("[data-chart-table]"));

for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
  form.addEventListener("change", (event) => {
    // Two dates belong together: the button sends them.
    if (event.target.type !== "date") form.requestSubmit();
  });
}
