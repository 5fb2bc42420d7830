// Copies or prints the recovery codes; without scripts they stand on the page to be written down.
const list = document.querySelector("[data-recovery-codes]");
const news = document.querySelector("[data-recovery-news]");

if (list) {
  document.querySelector("[data-recovery-buttons]").hidden = false;
  document.querySelector("[data-print-codes]").addEventListener("click", () => window.print());
  document.querySelector("[data-copy-codes]").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText([...list.children].map((row) => row.textContent).join("\n"));
      news.textContent = "복사했습니다.";
    } catch {
      news.textContent = "복사하지 못했습니다. 직접 적어 주세요.";
    }
  });
}
