// `form[data-once="등록 중..."]` is sent once: its button says what happens and waits. Coming back makes it usable again.
const LONGEST_WAIT = 20_000;
const sending = new Map();

function release(form) {
  const { button, content, timer } = sending.get(form);
  clearTimeout(timer);
  button.disabled = false;
  delete button.dataset.busy;
  button.replaceChildren(...content);
  sending.delete(form);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  // What opens in another tab, such as a preview, leaves the form to be sent later.
  if (form.dataset.once === undefined || event.defaultPrevented || event.submitter?.formTarget === "_blank") return;
  if (sending.has(form)) {
    event.preventDefault();
    return;
  }
  // Enter may press a button that nobody sees; the one that is seen says what happens.
  const pressed = event.submitter?.matches("[aria-hidden]") ? null : event.submitter;
  const button = pressed ?? form.querySelector("[type=submit]:not([aria-hidden], [formnovalidate])");
  const content = [...button.childNodes];
  sending.set(form, { button, content, timer: setTimeout(() => sending.has(form) && release(form), LONGEST_WAIT) });
  // A button that is off before the form is read would not be sent along.
  setTimeout(() => {
    button.disabled = true;
    button.dataset.busy = "";
    button.textContent = form.dataset.once;
  });
});

window.addEventListener("pageshow", (event) => {
  if (event.persisted) [...sending.keys()].forEach(release);
});
