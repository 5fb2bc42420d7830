// Makes large photos smaller before they are sent: a phone's photo of 12 to 50 million pixels is shown in 1,600 across.
// What the browser cannot decode (or what moves) goes as it is, and the server decides.
const LONGEST = 2048;
const MOST_BYTES = 5 * 1024 * 1024;
// More than this no photo has; decoding it could take the page down.
const UNTOUCHED = 80 * 1024 * 1024;

/** `file`, or a smaller copy of it that stands upright; never larger than it was. */
export async function shrunk(file) {
  if (!file.type.startsWith("image/") || /gif|svg/.test(file.type) || file.size > UNTOUCHED) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    if (scale === 1 && file.size <= MOST_BYTES) {
      bitmap.close();
      return file;
    }
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    // Of these a photo has no transparent parts; the others keep theirs.
    const kind = /jpe?g|hei[cf]|bmp|tiff/.test(file.type) ? "image/jpeg" : "image/webp";
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, kind, 0.9));
    if (!blob || (blob.size >= file.size && file.size <= MOST_BYTES)) return file;
    return new File([blob], file.name, { type: blob.type });
  } catch {
    return file;
  }
}
