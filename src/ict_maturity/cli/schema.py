"""In: the model; out: `schema`, which writes JSON Schemas for editors and the field reference."""

from pathlib import Path

import click

from ict_maturity.cli.commands import say, with_root
from ict_maturity.forms.field_reference import field_reference
from ict_maturity.forms.schema import schemas
from ict_maturity.said import word
from ict_maturity.website.workspace import write_if_changed


@click.command("schema")
@with_root
def schema_command(root: Path) -> None:
    """Write schemas/ and docs/reference/fields.md anew.

    Editors complete and check content files with the schemas. Run this after the model changed.
    """
    for output in (*schemas(), field_reference()):
        write_if_changed(root / output.path, output.content)
        say(word("command.schema.done", file=output.path))
