"""Every colour of the product, once: the same hex values as ``static/css/tokens.css``.

Excel, Plotly, the pack's page and the drawn marks take their colours from here, so that a status
looks the same wherever it is met. Contrast beside a colour is against white.
"""

INK = "#0b0c0c"  # 19.6
INK_SOFT = "#47545a"  # 7.8
PAPER = "#ffffff"
SURFACE = "#f3f6f6"
LINE = "#cbd3d6"
LINE_STRONG = "#76858c"  # 3.8
LINK = "#1a65a6"  # 6.1
FOCUS = "#ffdd00"

BRAND = "#17424a"  # 11.0
BRAND_MID = "#3f7079"  # 5.5
BRAND_TINT = "#e4eeef"

NOT_STARTED = "#e3e7e9"
NOT_STARTED_EDGE = "#5b686d"  # 5.8
ON_TRACK = "#17704a"  # 6.1
AT_RISK = "#f5b417"
AT_RISK_EDGE = "#6b4a00"  # 8.1
OFF_TRACK = "#b3261e"  # 6.5
COMPLETE = "#2361a8"  # 6.3
EMBEDDED = "#3d2a7a"  # 11.6
PAUSED = "#47545a"  # 7.8

EDGE = "#82919a"  # 3.2
EDGE_DIM = "#d3dadd"
TRAY = "#f3f6f6"

# These belong to the drawing of marks and charts only, and have no name in the style sheets.
AT_RISK_LETTER = "#1f1500"
EVIDENCE_RING = "#5b7b82"
GRID = "#e3e8ea"

TOKENS: dict[str, str] = {
    "--pp-ink": INK,
    "--pp-ink-soft": INK_SOFT,
    "--pp-paper": PAPER,
    "--pp-surface": SURFACE,
    "--pp-line": LINE,
    "--pp-line-strong": LINE_STRONG,
    "--pp-link": LINK,
    "--pp-focus": FOCUS,
    "--pp-brand": BRAND,
    "--pp-brand-mid": BRAND_MID,
    "--pp-brand-tint": BRAND_TINT,
    "--pp-not-started": NOT_STARTED,
    "--pp-not-started-edge": NOT_STARTED_EDGE,
    "--pp-on-track": ON_TRACK,
    "--pp-at-risk": AT_RISK,
    "--pp-at-risk-edge": AT_RISK_EDGE,
    "--pp-off-track": OFF_TRACK,
    "--pp-complete": COMPLETE,
    "--pp-embedded": EMBEDDED,
    "--pp-paused": PAUSED,
    "--pp-edge": EDGE,
    "--pp-edge-dim": EDGE_DIM,
    "--pp-box-dim-edge": EDGE_DIM,
    "--pp-tray": TRAY,
}
"""The colour of every named token of the style sheets, against which a test holds ``tokens.css``."""

FONT = '"Helvetica Neue", Helvetica, arial, sans-serif'
"""The one type family, as style sheets and Plotly want it."""


def bare(colour: str) -> str:
    """Return a colour as Excel wants it: six hexadecimal digits without the hash sign."""
    return colour.removeprefix("#").upper()
