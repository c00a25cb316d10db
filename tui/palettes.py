"""The palettes: what every role looks like, by theme and by how many colours the terminal has.

Each was chosen by hand. The 256 are xterm's, which no terminal changes. Of the sixteen only the eight that
every terminal has are used, with a ground of their own, so that it does not matter what the terminal's is.
Bold may be shown bright, as xterm and the Linux console do: by night that helps, by day it stands on dark
grounds only. The Linux console shows italic and underlined text in other colours: none of it by day.
"""

from __future__ import annotations

Table = tuple[tuple[str, str, str, str], ...]
"""Role, and its Rich style definition with all colours, with 256, and with 16."""

GROUNDS = {
    "night": ("#14171c", "color(234)", "black"),
    "day": ("#fbfaf7", "color(231)", "white"),
}
"""The ground of the screen, with all colours, with 256, and with 16."""

NIGHT: Table = (
    ("text", "#d5dae2", "color(253)", "white"),
    ("dim", "#9fa9b7", "color(248)", "white"),
    ("strong", "bold #f2f4f8", "bold color(255)", "bold white"),
    ("title", "#e8ebf0 on #252b36", "color(255) on color(236)", "not bold black on white"),
    ("rule", "#5b6575", "color(241)", "bold blue"),
    ("good", "#6fce8c", "color(78)", "green"),
    ("met", "#8fb8e8", "color(110)", "cyan"),
    ("short", "#f0b45b", "color(215)", "bold yellow"),
    ("failed", "bold #ff8078", "bold color(210)", "bold red"),
    ("unknown", "#b9a2e8", "color(147)", "bold magenta"),
    ("expected", "#f2bd5c", "color(221)", "bold yellow"),
    ("delivered", "#6bb6ff", "color(75)", "bold cyan"),
    ("limit", "#ff8078", "color(210)", "bold red"),
    ("better", "on #17402a", "on color(17)", "not bold black on green"),
    ("worse", "on #4a1f26", "on color(52)", "bold white on red"),
    ("selected", "on #263b5a", "on color(18)", "bold white on blue"),
    ("marked", "bold #f5d76e", "bold color(222)", "bold yellow"),
    ("fresh", "bold underline #f5d76e", "bold underline color(222)", "not bold black on green"),
    ("current", "bold #f2f4f8 on #35507a", "bold color(231) on color(25)", "not bold black on cyan"),
    ("preview", "italic #f5d76e", "italic color(222)", "bold magenta"),
    ("box", "#ffffff on #3c2f63", "color(231) on color(54)", "not bold black on white"),
    ("message", "#b8d8b0", "color(151)", "green"),
    ("error", "bold #ff8f87", "bold color(210)", "bold red"),
    ("key", "bold #f5d76e", "bold color(222)", "bold yellow"),
    ("hint", "#aeb7c4", "color(249)", "white"),
)

DAY: Table = (
    ("text", "#23272e", "color(235)", "black"),
    ("dim", "#565e69", "color(240)", "black"),
    ("strong", "bold #0c0f14", "bold color(16)", "not bold blue on white"),
    ("title", "#14181f on #e3e1da", "color(16) on color(253)", "bold white on black"),
    ("rule", "#8d939c", "color(246)", "blue"),
    ("good", "#176b34", "color(22)", "black"),
    ("met", "#235a9e", "color(24)", "black"),
    ("short", "#8a5300", "color(58)", "red"),
    ("failed", "bold #b3231b", "bold color(124)", "red"),
    ("unknown", "#6a3fae", "color(55)", "blue"),
    ("expected", "#8a5300", "color(58)", "black"),
    ("delivered", "#0b5cab", "color(25)", "blue"),
    ("limit", "#b3231b", "color(124)", "red"),
    ("better", "on #cfe9d5", "on color(194)", "not bold black on green"),
    ("worse", "on #f6d5d1", "on color(224)", "bold white on red"),
    ("selected", "on #cfe0f7", "on color(189)", "bold white on blue"),
    ("marked", "bold #7a4b00", "bold color(58)", "blue"),
    ("fresh", "bold underline #6a3fae", "bold underline color(55)", "not bold black on green"),
    ("current", "bold #0c0f14 on #b9d2f3", "bold color(16) on color(153)", "not bold black on cyan"),
    ("preview", "italic #6a3fae", "italic color(55)", "not bold black on cyan"),
    ("box", "#000000 on #e6dcfb", "color(16) on color(183)", "bold white on black"),
    ("message", "#1d5c30", "color(22)", "blue"),
    ("error", "bold #a51d15", "bold color(124)", "bold white on red"),
    ("key", "bold #7a3d00", "bold color(58)", "blue"),
    ("hint", "#4d5560", "color(239)", "black"),
)

MONO = (
    ("text", "none"),
    ("dim", "none"),
    ("strong", "bold"),
    ("title", "reverse"),
    ("rule", "none"),
    ("good", "none"),
    ("met", "none"),
    ("short", "none"),
    ("failed", "bold"),
    ("unknown", "none"),
    ("expected", "none"),
    ("delivered", "bold"),
    ("limit", "none"),
    ("better", "none"),
    ("worse", "none"),
    ("selected", "reverse"),
    ("marked", "bold"),
    ("fresh", "bold underline"),
    ("current", "reverse"),
    ("preview", "underline"),
    ("box", "reverse"),
    ("message", "none"),
    ("error", "bold"),
    ("key", "bold"),
    ("hint", "none"),
)
"""Role, and its style definition: no colour at all."""
