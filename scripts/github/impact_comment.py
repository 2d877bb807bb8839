#!/usr/bin/env python3
"""In: the event of a finished Impact run; out: its report as a comment under the pull request.

The report was written by a run of proposed code, so it is a text from a stranger: it is never
unpacked to the disk, never run, cut to a length, and stripped of what could call or mislead people.
Which pull request it belongs to is asked of GitHub, not of the report.
Needs only Python and `gh`, whose token comes in GH_TOKEN, so that nothing is installed beside it.
"""

import io
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

ARTIFACT = "impact"
FILE = "impact.md"
LARGEST_ARCHIVE = 1 << 20
LARGEST_REPORT = 1 << 22
LONGEST_COMMENT = 60_000
"""GitHub takes 65,536 characters; the rest is for the lines above the report."""

MARK = "<!-- ict-maturity impact -->"
BOT = "github-actions[bot]"
TAG = re.compile(r"<(?!/?(?:details|summary|br|sub)>)")
MENTION = re.compile(r"@(?=[A-Za-z0-9])")


class NoReportError(Exception):
    """There is no report to show; the message says why."""


def main() -> None:
    """Write the comment, or say why there is none."""
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    repository, run = event["repository"]["full_name"], event["workflow_run"]
    try:
        number = pull_request(repository, run)
        body = comment(report(repository, run), run)
    except NoReportError as reason:
        print(f"No comment: {reason}")
        return
    write(repository, number, body)
    print(f"The report is under pull request {number}.")


def pull_request(repository: str, run: dict[str, Any]) -> int:
    """The number of the open pull request whose newest commit the run was for."""
    head = f"{run['head_repository']['owner']['login']}:{run['head_branch']}"
    found = [
        pull["number"]
        for pull in api(f"repos/{repository}/pulls", state="open", head=head)
        if pull["head"]["sha"] == run["head_sha"]
        and pull["base"]["repo"]["full_name"] == repository
    ]
    if len(found) != 1:
        raise NoReportError(f"{len(found)} open pull requests have the commit {run['head_sha']}.")
    return int(found[0])


def report(repository: str, run: dict[str, Any]) -> str:
    """The text of the run's report."""
    listed = api(f"repos/{repository}/actions/runs/{int(run['id'])}/artifacts", name=ARTIFACT)
    artifacts = listed["artifacts"]
    if not artifacts:
        raise NoReportError("the run left no report.")
    if artifacts[0]["size_in_bytes"] > LARGEST_ARCHIVE:
        raise NoReportError(f"the archive has more than {LARGEST_ARCHIVE} bytes.")
    archive = gh("api", f"repos/{repository}/actions/artifacts/{int(artifacts[0]['id'])}/zip")
    return text_in(archive)


def text_in(archive: bytes) -> str:
    """The report inside the archive, which is read in memory and only up to a limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as files, files.open(FILE) as file:
            raw = file.read(LARGEST_REPORT + 1)
    except (
        zipfile.BadZipFile,  # It is no archive.
        KeyError,  # It is one without the file.
        RuntimeError,  # It is locked by a password, or packed in a way that is not known.
    ) as error:
        raise NoReportError(f"the archive holds no {FILE} that can be read.") from error
    if len(raw) > LARGEST_REPORT:
        raise NoReportError(f"the report has more than {LARGEST_REPORT} bytes.")
    if not raw.strip():
        raise NoReportError("the report is empty.")
    return raw.decode("utf-8", "replace")


def comment(text: str, run: dict[str, Any]) -> str:
    """The comment: who made it of what, and the report."""
    kept = harmless(text)
    cut = ""
    if len(kept) > LONGEST_COMMENT:
        kept = kept[:LONGEST_COMMENT].rpartition("\n")[0]
        cut = " It is too long for a comment and cut; the page of the run has all of it."
    return (
        f"{MARK}\n*Computed by [a run]({run['html_url']}) of the files and the code that are "
        f"proposed, as of {run['head_sha'][:12]}.{cut}*\n\n{kept.rstrip()}\n"
    )


def harmless(text: str) -> str:
    """The text without invisible signs, HTML, pictures, and names that would be called."""
    seen = "".join(
        sign for sign in text if sign == "\n" or not unicodedata.category(sign).startswith("C")
    )
    return MENTION.sub("@\u200b", TAG.sub("&lt;", seen).replace("![", "!\\["))


def write(repository: str, number: int, body: str) -> None:
    """Put the text into our earlier comment, or into a new one."""
    place = f"repos/{repository}/issues/{number}/comments"
    pages = json.loads(gh("api", "--paginate", "--slurp", f"{place}?per_page=100"))
    ours = [
        each["id"]
        for page in pages
        for each in page
        if each["user"]["login"] == BOT and each["body"].startswith(MARK)
    ]
    method, path = (
        ("PATCH", f"repos/{repository}/issues/comments/{ours[0]}") if ours else ("POST", place)
    )
    gh("api", "--method", method, path, "--input", "-", given=json.dumps({"body": body}).encode())


def api(path: str, **query: str) -> Any:
    """What GitHub answers; the query's values are sent as they are and never part of a command."""
    fields = [part for name, value in query.items() for part in ("--raw-field", f"{name}={value}")]
    return json.loads(gh("api", "--method", "GET", path, *fields))


def gh(*arguments: str, given: bytes = b"") -> bytes:
    """Run `gh` and return what it prints; end with what it said when it fails."""
    command = ["gh", *arguments]
    run = subprocess.run(command, input=given, capture_output=True, check=False)
    if run.returncode:
        sys.exit(f"gh {' '.join(arguments[:4])}: {run.stderr.decode(errors='replace')}")
    return run.stdout


if __name__ == "__main__":
    main()
