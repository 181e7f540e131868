"""Texts by which an address of ours could be made to lead elsewhere, or to say what it should not."""

ODD_DESTINATIONS = (
    "", " ", "northvale", "northvale/2025-28", ".", "..", "../", "./", "?next=/", "#main",
    "//evil.example", "//evil.example/", "///evil.example", "////evil.example", "/\\evil.example",
    "\\\\evil.example", "\\/evil.example", "/\\/evil.example", "\\evil.example", "/./\\evil.example",
    "/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", "\t//evil.example", " //evil.example",
    "\u00a0//evil.example", "\ufeff//evil.example", "\x00//evil.example", "\x1f//evil.example",
    "/%09/evil.example", "/%0a/evil.example", "/%0d%0aLocation:%20https://evil.example", "/%0D%0Aevil",
    "/ok\r\nSet-Cookie: a=b", "/ok\x00", "/ok\x7f", "/ok%00", "/ok%7f", "/ok%", "/ok%zz", "/ok%2",
    "/%2fevil.example", "/%2Fevil.example", "/%5cevil.example", "/%5Cevil.example", "/%2f%2fevil.example",
    "/.//evil.example", "/..//evil.example", "/a//evil.example", "/../evil", "/a/../../evil", "/%2e%2e/evil",
    "/%2E./evil", "/.", "/..", "/a/.", "/a/..",
    "https://evil.example", "http://evil.example", "HTTPS://evil.example", "https:evil.example",
    "https:/evil.example", "https:///evil.example", "http:\\\\evil.example", "ht\ntps://evil.example",
    "ftp://evil.example", "file:///etc/passwd", "javascript:alert(1)", "JavaScript:alert(1)",
    "java\tscript:alert(1)", "\x01javascript:alert(1)", "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)", "blob:https://evil.example/x", "mailto:a@evil.example", "about:blank",
    "https://localhost@evil.example", "//localhost@evil.example", "/@evil.example//", "@evil.example",
    "https://localhost:5000@evil.example/", "http://localhost.evil.example", "//localhost:5000//evil.example",
    "//ëvil.example", "//xn--vil-jma.example", "https://evil\u3002example", "/\uff0fevil.example",
    "/\u2215evil.example", "\uff0f\uff0fevil.example", "/\u202eevil", "//evil%E3%80%82example", "//[::1]",
    "//127.1", "//0x7f.1", "//2130706433",
    "/ok evil", "/ok<script>", '/ok"onload="x', "/ok`", "/ok{}", "/ok|", "/ok^", "/" + "a" * 3_000,
    "/ok?next=\r\nevil", "/ok?a=%0d%0aevil", "/ok?a=%00", "/ok?a=%", "/ok?a=b c", "/ok#\\", "/ok#a b",
)  # fmt: skip
SOUND_DESTINATIONS = (
    "/", "/northvale/", "/northvale/2025-28/", "/northvale/2025-28/actions/1.1a", "/account",
    "/northvale/2025-28/actions?delivery=off_track&sort=-end&page=2", "/northvale/2025-28/find?q=a%20b%C5%B5",
    "/northvale/2025-28/map?focus=A1,O1.1&lens=delivery#row-A1", "/northvale/2025-28/find?q=a+b%2Fc%5Cd",
    "/northvale/2025-28/actions?words=what%3F&lead=a:b@c", "/cwm%20t%C5%B7/x", "/a/.b/..c/d...",
)  # fmt: skip
