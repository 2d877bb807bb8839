"""In: the Site and its tables as files; out: the Data Package that describes them."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.model import Framework
from ict_maturity.said import word

PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"


def data_package(site: Site, tables: Sequence[Output], schema: str) -> dict[str, Any]:
    """The description of all tables, in no language yet; their schemas lie beside them.

    `schema` is how the name of a Table Schema ends.
    """
    framework = site.content.framework
    return {
        "$schema": PACKAGE,
        "title": framework.name,
        "description": f"{framework.purpose} {framework.notice}",
        "version": framework.edition,
        "edition": framework.edition,
        "edition_status": framework.edition_status,
        "homepage": framework.site_url,
        **licences(framework),
        "contributors": [publisher(framework)],
        "resources": [resource(table, schema) for table in tables],
    }


def licences(framework: Framework) -> Mapping[str, Any]:
    """Under which terms the data may be used; nothing where the framework does not say it."""
    found = framework.licence
    if found is None:
        return {}
    return {"licenses": [{"name": found.id, "title": found.title, "path": found.url}]}


def publisher(framework: Framework) -> Mapping[str, Any]:
    """Who publishes the data."""
    address = {"path": framework.publisher.url} if framework.publisher.url else {}
    return {"title": framework.publisher.name, **address, "roles": ["publisher"]}


def resource(table: Output, schema: str) -> Mapping[str, Any]:
    """One table: what it holds, and by what its bytes are known."""
    file = PurePosixPath(table.path)
    return {
        "name": file.stem,
        "type": "table",
        "path": file.name,
        "description": word(f"data.file.{file.name}"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(table.content),
        "hash": f"sha256:{sha256(table.content).hexdigest()}",
        "schema": f"{file.stem}{schema}",
    }
