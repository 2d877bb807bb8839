"""In: what a person types; out: the command line `ict-maturity`, one module a command."""

from ict_maturity.cli.build import build_command, serve_command
from ict_maturity.cli.check import check_command
from ict_maturity.cli.commands import Commands, main
from ict_maturity.cli.deploy import deploy_command
from ict_maturity.cli.edition import edition_command
from ict_maturity.cli.export import export_command, stage_command
from ict_maturity.cli.impact import impact_command
from ict_maturity.cli.new import new_command
from ict_maturity.cli.schema import schema_command
from ict_maturity.cli.score import score_command
from ict_maturity.cli.upgrade import upgrade_command
from ict_maturity.cli.verify import verify_command

for command in (
    check_command,
    score_command,
    impact_command,
    edition_command,
    upgrade_command,
    build_command,
    serve_command,
    deploy_command,
    stage_command,
    export_command,
    verify_command,
    schema_command,
    new_command,
):
    main.add_command(command)

__all__ = ["Commands", "main"]
