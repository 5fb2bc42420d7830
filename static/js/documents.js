// `input[data-documents]`: what was chosen is listed; what cannot be stored is said before it is sent.
const MOST = 3;
const MOST_BYTES = 10 * 1024 * 1024;
const KINDS = /\.(pdf|jpe?g|jfif|png|gif|webp|hei[cf]|avif|bmp|tiff?)$/i;

const size = (bytes) =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)}KB` : `${(bytes / 1024 / 1024).toFixed(1)}MB`;

function refusalOf(files) {
  if (files.length > MOST) return `서류는 ${MOST}개까지 올릴 수 있습니다.`;
  const wrong = files.find((file) => !KINDS.test(file.name));
  if (wrong) return `${wrong.name}: PDF나 이미지 파일(jpg, png, gif, webp, heic, bmp, tiff)만 올릴 수 있습니다.`;
  const big = files.find((file) => file.size > MOST_BYTES);
  return big ? `${big.name}: 파일 크기는 10MB 이하여야 합니다.` : "";
}

for (const input of document.querySelectorAll("input[data-documents]")) {
  const list = input.form.querySelector("[data-chosen-documents]");
  input.addEventListener("change", () => {
    const files = [...input.files];
    const refusal = refusalOf(files);
    if (refusal) input.value = "";
    const lines = refusal ? [refusal] : files.map((file) => `${file.name} (${size(file.size)})`);
    list.toggleAttribute("data-refused", Boolean(refusal));
    list.replaceChildren(
      ...lines.map((line) => {
        const item = document.createElement("li");
        item.textContent = line;
        return item;
      }),
    );
  });
}
