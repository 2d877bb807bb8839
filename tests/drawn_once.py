"""Imported where others are forked from: the site of the example has been drawn there once."""

import os
from tempfile import TemporaryDirectory

from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.copies import MINIMAL

os.environ["NO_MKDOCS_2_WARNING"] = "1"
with TemporaryDirectory() as folder:
    build(load_config(str(MINIMAL / "mkdocs.yml"), site_dir=folder))
