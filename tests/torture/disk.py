"""Disks that are full or read-only, builds that meet, and files of strangers in every place."""

import os
import random
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ict_maturity.website.workspace import MARKER, own_name
from tests.torture.roots import (
    VARIANTS,
    Root,
    Sites,
    clean_sites,
    differing,
    files,
)
from tests.torture.trial import Figures
from tests.warm import code_of

KIB = 1 << 10
DISK = 256 << 20


def trials(seed: int, short: bool) -> Iterator[Figures]:
    """Builds where the machine does not allow them, or somebody else is there."""
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        folder = Path(name)
        yield strangers(folder, seed, 3 if short else 60)
        clean = clean_sites(folder)
        yield two_at_once(folder, clean, 1 if short else 10)
        yield two_roots(folder, clean, 1 if short else 10)
        yield beside_serve(folder, clean, 1 if short else 10)
        yield full_disk(folder, clean, 2 if short else 24)
        yield read_only(folder, clean)


def strangers(folder: Path, seed: int, number: int) -> Figures:
    """Files of somebody else lie in and beside the place: every one is kept."""
    figures = Figures("a stranger's files in the site and beside it: all kept, the build refused")
    choose = random.Random(seed)
    root = Root.made(folder / "strangers")
    root.typed("build")
    site = root.folder / "site"
    last = files(site)
    names = [MARKER, "sitemap.xml", "thesis.txt", ".htaccess", "kpis/own.html", "a/b/c.txt"]
    beside = [".site.new/a", ".site.last/a", ".site.lock", ".site/a", f"{own_name(site, '0a')}x/a"]
    for count in range(number):
        inside = choose.choice(names)
        theirs = {inside: b"precious"} | dict.fromkeys(beside, b"precious")
        places = {site / inside} | {root.folder / each for each in beside}
        for place in places:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(b"precious")
        ended = root.typed("build")
        faults = [
            "" if ended.returncode == 2 and inside in ended.stderr else f"said {ended.stderr!r}",
            "" if all(place.read_bytes() == b"precious" for place in places) else "not all kept",
            differing(files(site), {**last, inside: theirs[inside]}),
        ]
        figures.count_first(faults, f"seed {seed}, attempt {count}, {inside}")
        (site / inside).unlink()
        if inside in last:
            (site / inside).write_bytes(last[inside])
    return figures


def two_at_once(folder: Path, clean: Sites, number: int) -> Figures:
    """Two builds of one root begin together, for one place and for two."""
    figures = Figures("two builds of one root at once: the bytes of a clean one, or one waits")
    root = Root.made(folder / "two")
    for count in range(number):
        built = VARIANTS[count % 2]
        root.become(built)
        outs = [root.folder / name for name in ("site", "site", "other")]
        begun = [root.begun("build", "--out", str(out)) for out in outs]
        codes = [code_of(each) for each in begun]
        faults = [
            "" if {0} <= set(codes[:2]) <= {0, 2} and codes[2] == 0 else f"ended with {codes}",
            *(differing(files(out), clean[built]) for out in outs),
            ", ".join(root.left()),
        ]
        figures.count_first(faults, f"attempt {count}")
    return figures


def two_roots(folder: Path, clean: Sites, number: int) -> Figures:
    """Two roots are built at once to one place: it holds all of one of them."""
    figures = Figures("two roots built at once to one place: all of one site, never a mix")
    roots = [Root.made(folder / f"root-{variant}") for variant in VARIANTS]
    for root, variant in zip(roots, VARIANTS, strict=True):
        root.become(variant)
    out = folder / "shared/site"
    for count in range(number):
        begun = [root.begun("build", "--out", str(out)) for root in roots]
        codes = [code_of(each) for each in begun]
        found = files(out)
        faults = [
            "" if {0} <= set(codes) <= {0, 2} else f"ended with {codes}",
            "" if found in clean.values() else f"a mix: {differing(found, clean[VARIANTS[0]])}",
            ", ".join(path.name for path in out.parent.iterdir() if path != out),
        ]
        figures.count_first(faults, f"attempt {count}")
    return figures


def beside_serve(folder: Path, clean: Sites, number: int) -> Figures:
    """A server follows the changes of a root that is built: each does its own work."""
    figures = Figures("`build` while `serve` draws the same root: bytes of a clean one")
    root = Root.made(folder / "served")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = root.begun("serve", "--address", address)
    try:
        for count in range(number):
            built = VARIANTS[count % 2]
            root.become(built)
            done = root.typed("build")
            faults = [
                f"ended with {done.returncode}: {done.stderr}" if done.returncode else "",
                differing(files(root.folder / "site"), clean[built]),
                "" if server.exitcode is None else "the server ended",
            ]
            figures.count_first(faults, f"attempt {count}")
    finally:
        server.kill()
        server.join()
    left = root.processes_after_a_while()
    figures.count("; ".join(left))
    return figures


def full_disk(folder: Path, clean: Sites, number: int) -> Figures:
    """The disk is full after the first bytes, or the last ones: one line, the last site stays."""
    figures = Figures("`build` on a disk that is full at another moment each time: last site kept")
    with small_disk(folder / "small") as disk:
        if disk is None:
            figures.notes.append("skipped: it needs a user who may mount")
            return figures
        root = Root.made(disk / "root")
        root.built(VARIANTS[1])
        used = int(subprocess.check_output(["du", "-sk", str(disk)]).split()[0]) * KIB
        site = root.folder / "site"
        root.become(VARIANTS[0])
        need = sum(-(-len(each) // (4 * KIB)) * 4 * KIB for each in files(site).values())
        refused = 0
        for count in range(number):
            resize(disk, used + need * 2 * count // number + 64 * KIB)
            done = root.typed("build")
            resize(disk, DISK)
            refused += done.returncode == 2
            expected = clean[VARIANTS[0] if done.returncode == 0 else VARIANTS[1]]
            lines = done.stderr.strip().splitlines()
            faults = [
                "" if done.returncode in (0, 2) else f"{done.returncode}: {done.stderr}",
                "" if len(lines) == (1 if done.returncode else 0) else f"said {done.stderr!r}",
                differing(files(site), expected),
                ", ".join(root.left()),
            ]
            figures.count_first(faults, f"attempt {count}")
            if done.returncode == 0:
                root.built(VARIANTS[1])
                root.become(VARIANTS[0])
        figures.notes.append(f"{refused} of them ended by the disk")
    return figures


def read_only(folder: Path, clean: Sites) -> Figures:
    """What cannot be written is told in one line; a root needs not be written."""
    figures = Figures("a read-only root: told in one line, and built to another place")
    with small_disk(folder / "frozen") as disk:
        if disk is None:
            figures.notes.append("skipped: it needs a user who may mount")
            return figures
        root = Root.made(disk / "root")
        root.built(VARIANTS[1])
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for command in ("build", "stage", "export"):
            done = root.typed(command)
            good = done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1
            figures.count("" if good else f"{command}: {done.returncode} {done.stderr}")
        out = folder / "elsewhere"
        done = root.typed("build", "--out", str(out))
        figures.count(done.stderr or differing(files(out), clean[VARIANTS[1]]))
        figures.count(differing(files(root.folder / "site"), clean[VARIANTS[1]]))
    return figures


@contextmanager
def small_disk(place: Path) -> Iterator[Path | None]:
    """A disk in memory, None where nobody lets us mount one."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(command, capture_output=True).returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def resize(disk: Path, size: int) -> None:
    """Let the disk hold this many bytes and no more."""
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)
