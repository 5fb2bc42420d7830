// Shows how long a mailed code still counts, and carries the rest along when the form is sent. When the time is up, only
// sending another code is left to do.
const OVER = "인증시간이 만료되었습니다. 다시 발송해주세요.";

for (const form of document.querySelectorAll("[data-countdown]")) {
  const clock = form.querySelector("[data-clock]");
  const rest = form.querySelector("[data-seconds]");
  const end = Date.now() + Number(form.dataset.countdown) * 1000;
  const show = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    clock.hidden = false;
    clock.textContent = left
      ? `${String(Math.floor(left / 60)).padStart(2, "0")}:${String(left % 60).padStart(2, "0")}`
      : OVER;
    rest.value = String(left);
    if (!left) stop();
  };
  const stop = () => {
    clearInterval(timer);
    clock.setAttribute("role", "alert");
    for (const part of form.querySelectorAll("[data-needs-time]")) part.disabled = true;
    form.querySelector("[name=resend]").focus();
  };
  const timer = setInterval(show, 1000);
  show();
}
