// `a[data-go-on="3"]` is followed by itself after as many seconds, unless somebody is on the way to it already.
const link = document.querySelector("a[data-go-on]");
if (link) setTimeout(() => window.location.assign(link.href), Number(link.dataset.goOn) * 1000);
