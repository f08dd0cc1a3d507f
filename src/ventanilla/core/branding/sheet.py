"""What a look is as CSS: design tokens, for the whole page and for the band of its header, and which logo is shown."""

from __future__ import annotations

from ventanilla.core.branding import colours, guard
from ventanilla.core.branding.look import Look

Tokens = dict[str, str]

# The tokens of tokens.css that the band changes, as they are again in the menus that open from it.
PLAIN: Tokens = {
    "paper": "light-dark(#fbfaf7, #141517)",
    "surface": "light-dark(#ffffff, #1c1e21)",
    "hover": "light-dark(#f1eee7, #25282c)",
    "line": "light-dark(#e5e1d8, #2e3136)",
    "line-strong": "light-dark(#89847a, #777d86)",
    "ink": "light-dark(#1d2025, #eceae5)",
    "ink-soft": "light-dark(#5b5e66, #a9abb0)",
}
SOFT = "color-mix(in srgb, var(--accent) 9%, var(--surface))"
HOVER = "color-mix(in srgb, var(--accent) 86%, var(--ink))"
# A logo keeps within bounds; the name beside it gives way to it where there is no room, but for who can't see it.
LOGO = (
    ".brand img{max-width:11rem;object-fit:contain}"
    ".desk-side .brand img~span{position:absolute;clip-path:inset(50%);width:1px;overflow:hidden}"
    "@media (max-width:59.99rem){.masthead .brand img~span{position:absolute;clip-path:inset(50%);width:1px}}"
)
LOGOS = (
    ".logo-dark{display:none}"
    "@media (prefers-color-scheme:dark){:root:not([data-theme=light]) .logo-light{display:none}"
    ":root:not([data-theme=light]) .logo-dark{display:inline}}"
    "[data-theme=dark] .logo-light{display:none}[data-theme=dark] .logo-dark{display:inline}"
)


def rules(look: Look) -> list[tuple[str, Tokens]]:
    """Selectors with the tokens that they set: only where the look differs from the portal's own."""
    accent = _accent(look)
    own = (look.light, look.dark) == (guard.ACCENT, guard.DARK_ACCENT)
    found = [] if own else [(":root", accent)]
    if look.band:
        found += [
            (".masthead", _band(look.band)),
            (".masthead .menu-body", {**PLAIN, **accent, "accent-soft": SOFT}),
        ]
    return found


def written(look: Look) -> str:
    """The rules as CSS."""
    found = [
        f"{selector}{{{''.join(f'--{name}:{value};' for name, value in tokens.items())}}}"
        for selector, tokens in rules(look)
    ]
    both = look.logo and look.dark_logo
    return "".join(found) + (LOGO if look.logo or look.dark_logo else "") + (LOGOS if both else "")


def _accent(look: Look) -> Tokens:
    own = guard.text_on(look.light), guard.text_on(look.dark)
    return {
        "accent": f"light-dark({look.light}, {look.dark})",
        "on-accent": f"light-dark({own[0]}, {own[1]})",
    }


def _band(band: str) -> Tokens:
    """White or black on the colour, whichever can be read; everything else between the two."""
    ink = colours.ink_on(band)
    marked = colours.mix(band, 0.86, ink)
    readable = marked if colours.contrast(ink, marked) >= colours.TEXT else band
    return {
        "paper": band,
        "surface": band,
        "hover": readable,
        "line": band,
        "line-strong": ink,
        "ink": ink,
        "ink-soft": ink,
        "accent": ink,
        "on-accent": band,
        "accent-soft": readable,
    }


def explicit(look: Look) -> list[tuple[str, Tokens]]:
    """Like `rules`, with the portal's own values written out too: for a preview that lies in a page of another
    look."""
    accent = {**_accent(look), "accent-soft": SOFT, "accent-hover": HOVER}
    return [
        (":root", accent),
        (".masthead", _band(look.band) if look.band else {**PLAIN, **accent}),
    ]
