// For who has no Korean font at all: a type without ink whose syllables are as wide as ours, so that nothing moves when
// ours comes. A script of its own in <head>, no module: from bytes it is there before the page is first laid out, from
// an address it would come a moment later. Made by dev/make_fonts.py.
{
  const bytes = Uint8Array.from(
    atob(
      "d09GMgABAAAAAAE4AAoAAAAAWcgAAADtAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAABmAAga58ChQ0ATYCJAMGCwYABCAFcgcsGy1ZAC4K7IYzh1jjVCGIb+tpi7OPKBq62btPozaFUEhsE7pZh1JxPppSPRLeNnEt19WxRNxKIyqSgqCW4IH0lP/aBznadvr0OKFANJAkixMIQg4tb/t3ou9ABzoQXW+4XEpTwvELp+rpTzIxKAa42snSSv8DY89BoXGgBQfG4wSGIazAEr+AJwAxEOtAgYGgMYAvhU4OBRCEt//LbX/nPQfPxRMKImgFwiRgnf5E+lsEJN0bEJQWUHzVcCkgNhFQZja1jIU4c5B72XLxf1a7vbm7Y4nXL5xAXWURzJFbpTk20w2/lniQhCI1mZENAAAA",
    ),
    (letter) => letter.charCodeAt(0),
  );
  const about = { unicodeRange: "U+AC00-D7A3", weight: "100 900" };
  document.fonts.add(new FontFace("Text by none", bytes, about));
  document.fonts.add(new FontFace("Nav by none", bytes, { ...about, sizeAdjust: "88.9%" }));
}
