"""Imported where others are forked from: the site of the example has been drawn there once."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.copies import copied

os.environ["NO_MKDOCS_2_WARNING"] = "1"
with TemporaryDirectory() as folder:
    root = copied(Path(folder, "minimal"))
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site")))
