"""Refresh static/vendor/ from the npm registry, and write its manifest.

The files are committed: neither running nor testing the portal needs Node. Run this only to
move to another version: change PACKAGES below, then ``python tools/refresh_static.py``. It needs
``npm`` on the path. ``--check`` only compares the committed files with the manifest.

What is changed on the way, and why:

- the source map comment is dropped: the hashed static storage fails on a map that is not there;
- Bootstrap is wrapped in ``@layer bootstrap``: whatever the portal writes wins without a war of
  specificity;
- fonts are kept to the Latin subset and four faces, for PDF documents only.
"""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
MANIFEST = VENDOR / "MANIFEST.json"
SOURCE_MAP = re.compile(rb"\s*(/\*#\s*sourceMappingURL=[^*]*\*/|//#\s*sourceMappingURL=\S*)\s*$")


def keep(content: bytes) -> bytes:
    """The file as published."""
    return content


def without_map(content: bytes) -> bytes:
    """Drop the trailing source map comment."""
    return SOURCE_MAP.sub(b"\n", content)


def in_layer(content: bytes) -> bytes:
    """Wrap a style sheet in the cascade layer ``bootstrap``; ``@charset`` may not be nested."""
    body = without_map(content).replace(b'@charset "UTF-8";', b"")
    return b'@charset "UTF-8";\n@layer bootstrap{\n' + body.strip() + b"\n}\n"


@dataclass(frozen=True)
class Package:
    """One npm package and the files we take from it: source path → (our path, transformation)."""

    name: str
    version: str
    licence: str
    files: dict[str, tuple[str, Callable[[bytes], bytes]]]


def _font(style: str) -> tuple[str, tuple[str, Callable[[bytes], bytes]]]:
    name = f"source-sans-3-latin-{style}.woff2"
    return f"files/{name}", (f"fonts/{name}", keep)


PACKAGES = (
    Package(
        "bootstrap",
        "5.3.9",
        "MIT",
        {
            "dist/css/bootstrap.min.css": ("bootstrap.min.css", in_layer),
            "LICENSE": ("LICENSE.bootstrap.txt", keep),
        },
    ),
    Package(
        "htmx.org",
        "2.0.11",
        "0BSD",
        {
            "dist/htmx.min.js": ("htmx.min.js", without_map),
            "LICENSE": ("LICENSE.htmx.txt", keep),
        },
    ),
    Package(
        "@fontsource/source-sans-3",
        "5.3.1",
        "OFL-1.1",
        dict(
            [_font(style) for style in ("400-normal", "600-normal", "700-normal", "400-italic")]
            + [("LICENSE", ("fonts/LICENSE.source-sans-3.txt", keep))]
        ),
    ),
)


def sha256(content: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(content).hexdigest()


def fetch(package: Package, folder: Path) -> tuple[Path, str]:
    """Download one tarball with ``npm pack``; return the unpacked folder and the tarball's hash."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to refresh static/vendor (not to run the portal).")
    done = subprocess.run(
        [npm, "pack", "--silent", f"{package.name}@{package.version}"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    tarball = folder / done.stdout.strip().splitlines()[-1]
    target = folder / tarball.stem
    with tarfile.open(tarball) as archive:
        archive.extractall(target, filter="data")
    return target / "package", sha256(tarball.read_bytes())


def refresh() -> None:
    """Download every package, write the files and the manifest."""
    manifest = []
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            root, tarball_hash = fetch(package, Path(folder))
            files = {}
            for source, (target, transform) in package.files.items():
                content = transform((root / source).read_bytes())
                path = VENDOR / target
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                files[target] = {"from": source, "sha256": sha256(content)}
            manifest.append(
                {
                    "package": package.name,
                    "version": package.version,
                    "licence": package.licence,
                    "tarball_sha256": tarball_hash,
                    "files": files,
                }
            )
    MANIFEST.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")


def problems() -> list[str]:
    """What differs between static/vendor/ and its manifest; empty when all is well."""
    found = []
    listed = {"MANIFEST.json"}
    for package in json.loads(MANIFEST.read_text("utf-8")):
        for name, entry in package["files"].items():
            listed.add(name)
            path = VENDOR / name
            if not path.is_file():
                found.append(f"{name} is missing")
            elif sha256(path.read_bytes()) != entry["sha256"]:
                found.append(f"{name} differs from the manifest")
    present = {str(p.relative_to(VENDOR)) for p in VENDOR.rglob("*") if p.is_file()}
    return found + [f"{name} is not in the manifest" for name in sorted(present - listed)]


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="compare only, download nothing")
    if not parser.parse_args().check:
        refresh()
    found = problems()
    sys.stdout.write("".join(f"{line}\n" for line in found) or "static/vendor is as listed.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
