"""French typography of the templates: no-break spaces, « ’ », checked or put right.

``python tools/typography.py`` lists the lines that need mending, ``--write`` mends them. Only the
text between tags is touched: never tags, attributes, template tags, comments, scripts, nor the
text parts of mails (.txt), where straight apostrophes are safer.
"""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from msp_portal.kit.french import typo  # noqa: E402 (the path comes first)

KEPT = re.compile(
    r"(\{%\s*comment.*?endcomment\s*%\}|<!--.*?-->|<(script|style|pre)\b.*?</\2>|<svg\b.*?</svg>"
    r"|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>|&\#?\w+;)",
    re.DOTALL,
)
PROTECTED = re.compile("\ue000(\\d+)\ue001")


def mended(source: str) -> str:
    """The template with its text put right."""
    kept: list[str] = []

    def hide(match: re.Match[str]) -> str:
        kept.append(match.group(0))
        return f"\ue000{len(kept) - 1}\ue001"

    text = KEPT.sub(hide, source)
    text = re.sub("(?<=\ue001) (?=[:;!?»])", "\u00a0", text)
    text = re.sub("« (?=\ue000)", "«\u00a0", text)
    # Line ends and indents are layout, not text: each line is mended by itself.
    lines = []
    for line in text.split("\n"):
        body = line.strip()
        lines.append(line.replace(body, typo(body), 1) if body else line)
    return PROTECTED.sub(lambda m: kept[int(m.group(1))], "\n".join(lines))


def templates() -> list[Path]:
    """Every HTML template of the portal."""
    return sorted((ROOT / "templates").rglob("*.html"))


def to_mend(paths: list[Path]) -> dict[Path, list[int]]:
    """Numbers of the lines that are not right, by template."""
    found = {}
    for path in paths:
        source = path.read_text("utf-8")
        pairs = zip(source.split("\n"), mended(source).split("\n"), strict=True)
        lines = [i for i, (old, new) in enumerate(pairs, 1) if old != new]
        if lines:
            found[path] = lines
    return found


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="French typography of the templates.")
    parser.add_argument("--write", action="store_true", help="mend the files")
    parser.add_argument("paths", nargs="*", type=Path, help="templates; all of them by default")
    options = parser.parse_args()
    write = options.write
    found = to_mend([path.resolve() for path in options.paths] or templates())
    for path, lines in found.items():
        if write:
            path.write_text(mended(path.read_text("utf-8")), "utf-8")
        places = ", ".join(str(line) for line in lines)
        sys.stdout.write(f"{path.relative_to(ROOT)}: line {places}\n")
    return 0 if write else int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
