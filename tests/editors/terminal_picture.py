#!/usr/bin/env python3
"""Draws a terminal's screen: ANSI text on standard input (as `tmux capture-pane -e` gives it), an SVG on
standard output.

    terminal_picture.py TITLE < SCREEN > PICTURE.svg
"""
import io
import re
import sys

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

lines = sys.stdin.read().rstrip("\n").split("\n")
width = max(Text.from_ansi(line).cell_len for line in lines)
console = Console(record=True, width=width, file=io.StringIO(), force_terminal=True, color_system="truecolor")
for line in lines:
    console.print(Text.from_ansi(line), no_wrap=True, overflow="crop", highlight=False)
picture = console.export_svg(title=sys.argv[1], theme=SVG_EXPORT_THEME, unique_id="screen")
# Its own font would be fetched from afar; any with letters of one width will do.
print(re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL).replace("Fira Code, ", ""))
