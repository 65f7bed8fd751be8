"""Rebuild msp_portal/reference/data/communes.csv.gz from the public list of communes.

    python3 tools/refresh_communes.py [VERSION]      # fetches the npm package
    python3 tools/refresh_communes.py package.tgz    # from a file already fetched

Keeps what the portal uses (code, name, department, postal codes, population, EPCI) of the present
communes of the 101 departments. The same package always gives the same bytes. Standard library
only; ``npm`` is needed to fetch, never to set up or run the portal.
"""

import csv
import gzip
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = "@etalab/decoupage-administratif"
DATA = Path(__file__).resolve().parent.parent / "msp_portal" / "reference" / "data"
COLUMNS = ("code", "name", "department", "postal_codes", "population", "epci_code", "epci_name")


def fetch(version: str, folder: Path) -> Path:
    """Download one version of the package with npm; gives its archive."""
    subprocess.run(
        ["npm", "pack", "--silent", f"{PACKAGE}@{version}"],
        cwd=folder, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return next(folder.glob("*.tgz"))


def member(archive: tarfile.TarFile, name: str) -> Any:
    """One JSON file of the package."""
    content = archive.extractfile(f"package/{name}")
    if content is None:
        raise SystemExit(f"{name} manque dans le paquet.")
    return json.load(content)


def rows(communes: list[dict[str, Any]], groups: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """The lines of the file, in the order of the codes."""
    epci = {m["code"]: (g["code"], g["nom"]) for g in groups for m in g["membres"]}
    kept = [
        c
        for c in communes
        if c["type"] == "commune-actuelle" and c.get("zone") in {"metro", "drom"}
    ]
    return [
        (
            c["code"],
            c["nom"],
            c["departement"],
            " ".join(c.get("codesPostaux", [])),
            str(c.get("population", "")),
            *epci.get(c["code"], ("", "")),
        )
        for c in sorted(kept, key=lambda c: c["code"])
    ]


def write(lines: list[tuple[str, ...]], target: Path) -> None:
    """Write the file without a date inside, so that identical data give identical bytes."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(lines)
    target.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))


def main(argument: str = "latest") -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(argument)
        archive_path = path if path.suffix == ".tgz" else fetch(argument, Path(folder))
        with tarfile.open(archive_path) as archive:
            version = member(archive, "package.json")["version"]
            lines = rows(member(archive, "data/communes.json"), member(archive, "data/epci.json"))
    write(lines, DATA / "communes.csv.gz")
    print(f"{len(lines)} communes ({PACKAGE} {version}).")  # noqa: T201
    print("Notez la version et la date dans msp_portal/reference/data/NOTICE.md.")  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:2])
