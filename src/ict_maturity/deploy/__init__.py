"""In: a content root in git; out: its site as one folder of a branch, beside the other editions."""

from ict_maturity.deploy.branch import DeployError
from ict_maturity.deploy.commit import Deployed, deploy

__all__ = ["DeployError", "Deployed", "deploy"]
