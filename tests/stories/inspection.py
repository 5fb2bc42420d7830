"""What a browser can tell about an open page: accessibility, width, shifts of the layout, focus."""

from axe_playwright_python.sync_playwright import Axe

# Violations alone: to describe what passes takes longer than to look. Style sheets are read for no rule that is asked;
# those that import others would be copied inline, which our policy refuses.
VIOLATIONS = {"resultTypes": ["violations"], "preload": False}
# All of WCAG 2.2 A and AA. Target size is off in axe unless asked for; the last ones are no criteria but ours too.
AXE_OPTIONS = VIOLATIONS | {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},
}
# What another theme may spoil; everything else is the same page.
OF_COLOURS = AXE_OPTIONS | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# 320 is also what 640 px are at 200 % zoom, 720 what 1440 px are.
WIDTHS = (1440, 1024, 768, 720, 390, 320)

# Before anything of the page: add up by how much things jump without anybody having pressed a key.
WATCH_SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
            if (entry.hadRecentInput) continue;
            window.shifts.push([entry.value, entry.sources.map((source) => source.node?.outerHTML?.slice(0, 80))]);
        }
    }).observe({ type: "layout-shift", buffered: true });
"""
# The words are there, in whatever font.
PAINTED = """() => new Promise((done) => {
    const paints = new PerformanceObserver(() => { paints.disconnect(); done(); });
    paints.observe({ type: "paint", buffered: true });
})"""
TOO_WIDE = """(width) => document.documentElement.scrollWidth <= width ? [] : [
    `${document.documentElement.scrollWidth} > ${width}`,
    ...[...document.querySelectorAll("body *")]
        .filter((item) => item.getBoundingClientRect().right > width + 1).slice(0, 3)
        .map((item) => item.outerHTML.slice(0, 100)),
]"""
# Everything that the Tab key reaches, as somebody with a keyboard meets it: seen, marked, not below the header.
UNSEEN_FOCUS = """() => {
    const shown = (item) => item.checkVisibility({ visibilityProperty: true }) && !item.closest("[inert]");
    const reached = [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0'], [contenteditable=true]")]
        .filter((item) => shown(item) && !item.disabled && item.tabIndex >= 0);
    const header = document.querySelector(".site-header");
    const faults = [];
    for (const item of reached) {
        item.focus({ focusVisible: true });
        // An element may lend the mark to what stands for it: the box of a hidden radio button, a whole row.
        const marked = [item, item.parentElement, item.closest("label, tr, li, article, .field")].some((part) => {
            if (!part) return false;
            return [null, "::before", "::after"].some((pseudo) => {
                const look = getComputedStyle(part, pseudo);
                return (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== "none";
            });
        });
        const box = item.getBoundingClientRect();
        const isBelowHeader = header && !header.contains(item) && box.bottom <= header.getBoundingClientRect().bottom
            && getComputedStyle(header).position === "fixed" && box.height > 0 && !item.matches(".skip-link");
        if (!marked) faults.push(`no mark: ${item.outerHTML.slice(0, 120)}`);
        if (isBelowHeader) faults.push(`below the header: ${item.outerHTML.slice(0, 120)}`);
    }
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    return faults;
}"""
_axe = Axe()


def settle(page):
    """Wait until scripts have run and fonts are there, without waiting for silence."""
    page.evaluate("() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => done())))")


def paint(page, theme):
    """Show the page in the colours of `theme`, as its switch in the footer does, and wait until they have changed."""
    page.evaluate(
        """async (theme) => {
            const root = document.documentElement;
            root.dataset.theme = theme;
            // All boxes anew: colours that were inherited are not left as they were anywhere on the page.
            root.style.display = "none";
            void root.offsetHeight;
            root.style.display = "";
            // Two frames: the transitions that the new colours begin are there by then.
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            const running = document.getAnimations().filter((one) => one instanceof CSSTransition);
            await Promise.allSettled(running.map((one) => one.finished));
        }""",
        theme,
    )


def violations(page, options=AXE_OPTIONS):
    """What axe finds, however little."""
    return [_in_words(one) for one in _run_axe(page, options)]


def serious(page):
    """What axe finds seriously wrong with a page, of all that it looks for on its own."""
    return [_in_words(one) for one in _run_axe(page, VIOLATIONS) if one["impact"] in {"serious", "critical"}]


def shifts(page):
    """How much the layout jumped since the page was opened, and what did."""
    return [f"shift {value:.4f}: {sources}" for value, sources in page.evaluate("window.shifts") if value > 0.001]


def too_wide(page, width):
    """What stands out at the side."""
    return [f"at {width}: {found}" for found in page.evaluate(TOO_WIDE, width)]


def unseen_focus(page):
    """What the keyboard reaches without showing it."""
    page.keyboard.press("Tab")
    return page.evaluate(UNSEEN_FOCUS)


def _run_axe(page, options):
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe.axe_script)
    return page.evaluate("(options) => axe.run(options)", options)["violations"]


def _in_words(violation):
    return f"axe {violation['id']}: {[_said_of(node) for node in violation['nodes'][:3]]}"


def _said_of(node):
    """A node, and the first thing that axe says about it: the colours of a contrast, for one."""
    reasons = [reason["message"] for kind in ("any", "all", "none") for reason in node.get(kind, [])]
    return " ".join([node["html"][:120], *reasons[:1]])
