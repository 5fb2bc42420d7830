// What every page brings along. Each module finds its own elements by `data-…`, also in parts that htmx puts in later.
import "../vendor/htmx.esm.min.js";
import "./bell.js";
import "./busy.js";
import "./dialog.js";
import "./kept-words.js";
import "./mail-open.js";
import "./menu.js";
import "./requests.js";
import "./search-box.js";
import "./theme-switch.js";
import "./time-left.js";
import "./toast.js";
