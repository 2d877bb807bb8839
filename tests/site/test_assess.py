"""Who assesses itself in the browser: nothing leaves it, nothing is lost, the same levels."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ict_maturity.data.digest import framework_digest
from ict_maturity.data.written import assessment_data, written
from ict_maturity.forms.asked import NEVER
from ict_maturity.forms.layout import KINDS
from ict_maturity.intake.answers import answers_of, asked_in
from ict_maturity.intake.handed import read_handover
from ict_maturity.load import load
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.render.assess import kit
from ict_maturity.score import score_assessment
from tests.english import ENGLISH
from tests.javascript.asked import DRAFTED
from tests.site.accessible import Eye
from tests.site.visit import DESK

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
KEY = AssessmentKey("QM", "2025")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kit of our own framework, on a disk."""
    content = load(ROOT).content
    assert content is not None
    path = tmp_path_factory.mktemp("usb stick") / "kit é.html"
    path.write_text(kit(content, ENGLISH), "utf-8")
    return path


class Room:
    """The kit in a browser; `asked` are its requests beyond the file, `heard` what it complains."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.asked: list[str] = []
        self.heard: list[str] = []
        page.on("request", lambda sent: self.asked.append(sent.url))
        page.on("console", lambda said: self.heard.append(said.text))
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        page.goto(file.as_uri())
        page.locator("#question h3").wait_for()

    def answer(self, label: str) -> None:
        self.page.locator("#question").get_by_label(ENGLISH(label), exact=True).check()

    def press(self, id: str) -> None:
        self.page.get_by_role("button", name=ENGLISH(id), exact=True).click()

    def open(self, path: Path) -> str:
        """What is said when a file is opened."""
        self.page.locator("#told").evaluate("told => { told.textContent = ''; }")
        self.page.set_input_files("#file", path)
        self.page.locator("#told:not(:empty)").wait_for()
        return self.page.locator("#told").inner_text()

    def says(self, id: str) -> None:
        """Wait until this is said of what is kept."""
        self.page.locator("#state-text").get_by_text(ENGLISH(id), exact=True).wait_for()

    @property
    def progress(self) -> str:
        return self.page.locator("#progress").inner_text()

    def saved(self, path: Path) -> dict[str, Any]:
        with self.page.expect_download() as download:
            self.press("assess.save")
        download.value.save_as(path)
        draft: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return draft


@contextmanager
def room(browser: Browser, file: Path, script: str = "", **options: Any) -> Iterator[Room]:
    with browser.new_context(viewport=DESK, **options) as context:
        if script:
            context.add_init_script(script)
        yield Room(context.new_page(), file)


def draft_of(content: Content, key: AssessmentKey) -> dict[str, Any]:
    """What an office reported, as a file of the kit."""
    data = assessment_data(content, content.assessments[key])
    profile = dict(content.offices[key.office].profile)
    office = {"code": key.office, "profile": profile}
    return {
        "draft": 1,
        "office": office,
        "exchange": [{"kind": kind, **each} for kind in KINDS for each in data.get(kind, ())],
        "edition": content.assessments[key].edition,
        **{name: data[name] for name in ("reference_date", *DRAFTED) if name in data},
    }


def test_an_office_answers_saves_forgets_and_continues(
    browser: Browser, file: Path, tmp_path: Path
) -> None:
    with room(browser, file) as it:
        it.page.get_by_label("National office").check()
        it.answer("assess.answer.met")
        it.press("assess.next")
        it.answer("assess.answer.not_met")
        assert it.progress.startswith("2 of ")
        draft = it.saved(tmp_path / "draft.json")
        (answer,) = draft["answers"].values()
        assert sorted(answer["checks"].values()) == ["met", "not_met"]
        assert draft["office"]["profile"] == {"kind": ["national"]}

        it.page.reload()
        it.page.locator("#question h3").wait_for()
        assert it.progress.startswith("2 of ")
        it.says("assess.kept.perhaps")

        it.page.on("dialog", lambda dialog: dialog.accept())
        it.press("assess.forget")
        it.page.locator("#told:not(:empty)").wait_for()
        assert it.progress.startswith("0 of ")
        it.page.reload()
        it.page.locator("#question h3").wait_for()
        assert it.progress.startswith("0 of ")

        assert it.open(tmp_path / "draft.json") == ENGLISH("assess.file.opened")
        assert it.saved(tmp_path / "again.json") == draft
        assert {url.partition("#")[0] for url in it.asked} <= {file.as_uri(), "data:,"}
        assert it.heard == []


def test_the_levels_are_those_of_the_engine_in_python(
    browser: Browser, file: Path, content: Content, tmp_path: Path
) -> None:
    keys = [key for key, each in content.assessments.items() if each.edition == "2026.1"]
    with room(browser, file) as it:
        for number, key in enumerate(keys[:4]):
            path = tmp_path / f"{number}.json"
            path.write_text(json.dumps(draft_of(content, key), default=list), "utf-8")
            assert it.open(path) == ENGLISH("assess.file.opened")
            report, office = content.assessments[key], content.offices[key.office]
            card = score_assessment(content, report, office)
            said = it.page.locator("#result .levels .said").all_inner_texts()
            for line, result in zip(said, card.recommendations.values(), strict=True):
                levels = result.levels
                if levels is None:
                    assert line == ENGLISH("assess.level.none")
                    continue
                assert line.startswith(f"Level {levels.shown}")
                assert (f"up to {levels.possible}" in line) == result.between_levels
        assert it.heard == []


def test_what_is_saved_to_send_is_taken_in(
    browser: Browser, file: Path, content: Content, tmp_path: Path
) -> None:
    draft = draft_of(content, KEY)
    path = tmp_path / "draft.json"
    path.write_text(json.dumps(draft | {"cycle": None}, default=list), "utf-8")
    with room(browser, file) as it:
        it.open(path)
        it.press("assess.send.save")
        assert it.page.locator("#sent").inner_text() == ENGLISH("assess.send.missing")
        assert it.page.locator("#further").is_hidden()
        it.page.get_by_text(ENGLISH("assess.about")).first.click()
        it.page.locator("#cycle").select_option(KEY.cycle)
        it.page.get_by_label(ENGLISH("book.audience.public")).check()
        it.page.get_by_label(ENGLISH("book.by")).fill("Head of ICT")
        question = content.cycles[KEY.cycle].questions[0]
        *_, last = question.options.values()
        it.page.get_by_role("group", name=question.text).get_by_label(last).check()
        it.page.locator("#target-R01").select_option("4")
        it.page.locator("#target-R01-year").select_option("")
        it.press("assess.send.save")
        half = ENGLISH("assess.send.targets", targets="R01")
        assert it.page.locator("#sent").inner_text() == half
        it.page.locator("#target-R01-year").select_option("2031")
        lines = it.page.locator("#exchange fieldset").count()
        it.press("assess.exchange.add")
        it.page.keyboard.type(ENGLISH("book.kind.asks"))
        it.page.locator(f"#exchange-{lines}-recommendation").select_option("R07")
        it.page.locator(f"#exchange-{lines}-text").fill("A partner for a restore test.")
        with it.page.expect_download() as download:
            it.press("assess.send.save")
        name = download.value.suggested_filename
        assert name == f"{KEY.office}-{KEY.cycle}.json"
        download.value.save_as(tmp_path / name)
    form = read_handover((tmp_path / name).read_bytes(), name)
    assert form.whose().witnesses["framework"] == framework_digest(content)
    answers = answers_of(content, form, asked_in(content, KEY, NEVER), NEVER)
    assert answers.problems == ()
    given = {id for id in answers.answered if id.startswith("answers.")}
    assert len(given) > 100
    reported = content.assessments[KEY]
    targets, responses = dict(reported.targets), dict(reported.responses)
    handed = json.loads((tmp_path / name).read_bytes())
    asked = {"kind": "asks", "recommendation": "R07", "text": "A partner for a restore test."}
    assert handed["exchange"][-1] == asked
    assert len(handed["exchange"]) == len(reported.offers) + len(reported.asks) + 1
    said = handed["answers"]
    assert (said["targets.R01.level"], said["targets.R01.year"]) == ("4", "2031")
    assert {id for id in said if id.startswith("targets.")} == {
        f"targets.{id}.{name}" for id in {*targets, "R01"} for name in ("level", "year")
    }
    chosen = {f"responses.{id}.{option}" for id, options in responses.items() for option in options}
    new = f"responses.{question.id}.{[*question.options][-1]}"
    assert {id for id in said if id.startswith("responses.")} == {*chosen, new}


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("{", "assess.file.json"),
        ("[]", "assess.file.other"),
        ('{"draft": 2, "answers": {}, "office": {}}', "assess.file.other"),
        ('{"draft": 1, "answers": {}, "office": {}, "reference_date": "1"}', "assess.file.other"),
        (" " * 2_000_001, "assess.file.large"),
    ],
)
def test_a_file_that_is_none_of_ours_is_told_and_nothing_is_lost(
    browser: Browser, file: Path, tmp_path: Path, text: str, id: str
) -> None:
    path = tmp_path / "file.json"
    path.write_text(text, "utf-8")
    with room(browser, file) as it:
        it.answer("assess.answer.met")
        assert it.open(path) == ENGLISH(id)
        assert it.progress.startswith("1 of ")


def test_a_file_of_another_edition_is_told(
    browser: Browser, file: Path, content: Content, tmp_path: Path
) -> None:
    path = tmp_path / "file.json"
    path.write_text(json.dumps(draft_of(content, KEY) | {"edition": "2025.1"}, default=list))
    with room(browser, file) as it:
        assert ENGLISH("assess.file.edition", edition="2025.1") in it.open(path)
        assert it.saved(tmp_path / "again.json")["edition"] == content.framework.edition


def test_changes_are_taken_back_and_made_again(browser: Browser, file: Path) -> None:
    with room(browser, file) as it:
        it.answer("assess.answer.met")
        it.press("assess.next")
        it.answer("assess.answer.not_met")
        it.press("assess.undo")
        assert it.progress.startswith("1 of ")
        it.press("assess.undo")
        assert it.progress.startswith("0 of ")
        assert it.page.locator("#undo").is_disabled()
        it.press("assess.redo")
        it.press("assess.redo")
        assert it.progress.startswith("2 of ")
        assert it.page.locator("#redo").is_disabled()
        it.press("assess.undo")
        it.page.wait_for_timeout(200)
        it.page.reload()
        it.page.locator("#question h3").wait_for()
        assert it.progress.startswith("1 of ")


def test_a_hostile_file_runs_nothing_and_what_is_unknown_is_left_out(
    browser: Browser, file: Path, content: Content, tmp_path: Path
) -> None:
    script = "<img src=x onerror=document.title='run'><script>document.title='run'</script>"
    draft = draft_of(content, KEY)
    answers: dict[str, Any] = draft["answers"]
    checked = "K01"
    counted = next(id for id, each in answers.items() if "numerator" in each)
    answers[checked]["note"] = script
    answers[checked]["evidence"][0]["title"] = script
    answers[checked]["checks"]["no-such-check"] = "met"
    answers[counted]["numerator"] = script
    answers["K999"] = {"answer": "none"}
    draft["office"]["profile"]["kind"] = [script]
    draft["cycle"] = script
    draft["responses"] = {"focus-areas": [script], script: [script]}
    draft["targets"] = {"R01": {"level": 5, "year": script}, script: {"level": 1}}
    draft["exchange"] = [{"kind": script, "recommendation": "R01", "text": "x"}, script]
    path = tmp_path / "draft.json"
    path.write_text(json.dumps(draft, default=list), "utf-8")
    with room(browser, file) as it:
        told = it.open(path)
        for left in (f"{checked} checks", f"{counted} numerator", "K999"):
            assert left in told
        assert it.page.locator("img").count() == 0
        assert "run" not in it.page.title()
        again = it.saved(tmp_path / "again.json")
        assert again["answers"][checked]["note"] == script
        assert not {"responses", "targets", "exchange"} & again.keys()
        assert "numerator" not in again["answers"][counted]
        assert it.heard == []


def test_what_is_odd_is_told_beside_the_question_until_the_office_says_why(
    browser: Browser, file: Path, content: Content, tmp_path: Path
) -> None:
    draft = draft_of(content, KEY)
    counted = next(id for id, each in draft["answers"].items() if "numerator" in each)
    draft["answers"][counted] |= {"numerator": 9.5, "denominator": 20}
    draft["answers"][counted].pop("note", None)
    draft["reference_date"] = "2025-06-29"
    draft.pop("notes", None)
    question = content.cycles[KEY.cycle].questions[0]
    draft["responses"] = {question.id: [*question.options]}
    path = tmp_path / "draft.json"
    path.write_text(json.dumps(draft, default=list), "utf-8")
    asked = written(content.kpis[counted])["rule"]["numerator"].rstrip(".")
    field = ENGLISH("list.quoted", text=asked)
    count = ENGLISH("problem.answer-doubtful.whole", field=field, count="9.5")
    with room(browser, file) as it:
        it.open(path)
        odd = it.page.locator("#odd-all")
        assert odd.locator("h3").inner_text() == ENGLISH("assess.odd", number=3)
        odd.get_by_role("button", name=counted).click()
        beside = it.page.locator("#odd")
        assert beside.locator(".odd").all_inner_texts() == [count]
        beside.get_by_role("button", name=ENGLISH("assess.odd.why")).click()
        it.page.keyboard.type("Half a procedure is done by a partner.")
        it.page.keyboard.press("Tab")
        assert beside.inner_text() == ""
        days = {"day": "29 June 2025", "asked": "30 June 2025"}
        day = ENGLISH("problem.answer-doubtful.day", **days, cycle=KEY.cycle)
        title = ENGLISH("list.quoted", text=question.title)
        chosen = ENGLISH("problem.answer-doubtful.all", question=title)
        assert odd.locator(".odd").all_inner_texts() == [chosen, day]
        odd.get_by_role("button", name=ENGLISH("assess.odd.why")).first.click()
        it.page.keyboard.type("The register was closed on the 30th.")
        it.page.keyboard.press("Tab")
        odd.wait_for(state="detached")
        again = it.saved(tmp_path / "again.json")
        assert again["answers"][counted]["note"] == "Half a procedure is done by a partner."
        assert again["notes"] == "The register was closed on the 30th."
        assert it.heard == []


def test_figures_are_read_beside_those_of_the_round_that_was_answered_before(
    browser: Browser, file: Path, content: Content, tmp_path: Path
) -> None:
    draft = draft_of(content, KEY)
    draft["answers"] = {"K02": {"numerator": 9, "denominator": 20, "as_of": "2024-05-31"}}
    draft |= {"cycle": "2024", "reference_date": "2024-06-30"}
    path = tmp_path / "draft.json"
    path.write_text(json.dumps(draft, default=list), "utf-8")
    before, now = content.cycles["2024"], content.cycles[KEY.cycle]
    days = {"day": "31 May 2024", "asked": "30 June 2024"}
    old = ENGLISH("problem.answer-doubtful.old", **days, cycle=before.id)
    asked = written(content.kpis["K02"])["rule"]["denominator"].rstrip(".")
    field = ENGLISH("list.quoted", text=asked)
    figures = {"field": field, "now": "200", "last": "20", "cycle": before.id}
    times = ENGLISH("problem.answer-doubtful.times", **figures)
    with room(browser, file) as it:
        it.open(path)
        odd = it.page.locator("#odd-all .odd")
        assert odd.count() == 0
        it.page.get_by_text(ENGLISH("assess.about")).first.click()
        it.page.locator("#cycle").select_option(now.id)
        assert odd.all_inner_texts() == [old]
        it.page.locator("#odd-all").get_by_role("button", name="K02").click()
        it.page.locator("#answer-denominator").fill("200")
        it.page.locator("#answer-denominator").blur()
        assert odd.all_inner_texts() == [times, old]
        last = it.saved(tmp_path / "again.json")["last"]
        assert last == {name: draft[name] for name in ("cycle", "reference_date", "answers")}
        it.open(tmp_path / "again.json")
        assert odd.all_inner_texts() == [times, old]
        it.page.get_by_text(ENGLISH("assess.about")).first.click()
        it.page.locator("#cycle").select_option(before.id)
        assert odd.count() == 0
        assert it.heard == []


def came(server: socket.socket) -> bytes:
    """What somebody sent within half a second."""
    server.settimeout(0.5)
    try:
        connection, _ = server.accept()
        with connection:
            connection.settimeout(0.5)
            return connection.recv(100)
    except TimeoutError:
        return b""


def test_the_page_cannot_send_anything(browser: Browser, file: Path) -> None:
    """Even a script that ran in it would reach nobody."""
    with socket.create_server(("127.0.0.1", 0)) as server, room(browser, file) as it:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        assert it.page.evaluate(f"fetch('{address}').catch(() => 'refused')") == "refused"
        it.page.evaluate(
            f"""() => {{
              document.body.append(Object.assign(new Image(), {{ src: "{address}a.png" }}));
              navigator.sendBeacon("{address}b", "answers");
              const form = Object.assign(document.createElement("form"), {{ action: "{address}" }});
              document.body.append(form);
              form.submit();
            }}"""
        )
        assert came(server) == b""
        it.page.wait_for_timeout(300)
        for kind in ("connect-src", "img-src", "form-action"):
            assert any(kind in said for said in it.heard), kind


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(window, 'indexedDB', {value: undefined})",
        "IDBFactory.prototype.open = () => { throw new Error('refused'); }",
        "IDBObjectStore.prototype.put = () => { throw new Error('full'); }",
    ],
)
def test_a_browser_that_refuses_to_store_is_told(browser: Browser, file: Path, script: str) -> None:
    with room(browser, file, script) as it:
        it.answer("assess.answer.met")
        it.page.locator("#state.warning").wait_for()
        assert it.page.locator("#state").inner_text() == ENGLISH("assess.refused")
        assert it.progress.startswith("1 of ")


@pytest.mark.parametrize(
    ("script", "id"),
    [
        ("StorageManager.prototype.persist = async () => true", "assess.kept"),
        ("StorageManager.prototype.persisted = async () => true", "assess.kept"),
        ("StorageManager.prototype.persist = async () => false", "assess.kept.perhaps"),
        ("delete Navigator.prototype.storage", "assess.kept.perhaps"),
    ],
)
def test_the_browser_is_asked_to_keep_what_is_stored_once_something_is(
    browser: Browser, file: Path, script: str, id: str
) -> None:
    count = """; const asked = StorageManager.prototype.persisted; window.times = 0;
      StorageManager.prototype.persisted = function () { times++; return asked.call(this); }"""
    with room(browser, file, script + count) as it:
        it.says("assess.kept")
        assert it.page.evaluate("times") == 0
        it.answer("assess.answer.met")
        it.says(id)
        it.answer("assess.answer.not_met")
        it.says(id)
        assert it.page.evaluate("times") == (0 if "delete" in script else 1)
        assert it.heard == []


def test_a_second_tab_reads_until_it_takes_over(browser: Browser, file: Path) -> None:
    with room(browser, file) as first:
        first.answer("assess.answer.met")
        first.page.wait_for_timeout(200)
        second = Room(first.page.context.new_page(), file)
        second.page.locator("#take").wait_for()
        assert ENGLISH("assess.other_tab") in second.page.locator("#state").inner_text()
        assert second.progress.startswith("1 of ")
        second.press("assess.take")
        second.page.locator("#take").wait_for(state="hidden")
        first.page.locator("#take").wait_for()
        second.press("assess.next")
        second.answer("assess.answer.met")
        second.page.wait_for_timeout(200)
        second.page.reload()
        second.page.locator("#question h3").wait_for()
        assert second.progress.startswith("2 of ")


def test_a_number_that_can_be_read_in_two_ways_is_refused(browser: Browser, file: Path) -> None:
    with room(browser, file) as it:
        it.page.get_by_role("button", name="R02").first.click()
        while not it.page.locator("#answer-numerator").count():
            it.press("assess.next")
        it.page.locator("#answer-numerator").fill("58,940")
        it.page.locator("#answer-denominator").fill("97250.5")
        it.page.locator("#answer-denominator").blur()
        assert it.page.locator("#answer-numerator-wrong").inner_text() == ENGLISH("assess.number")
        assert it.page.locator("#answer-denominator-wrong").inner_text() == ""


def test_from_the_site_a_link_leads_back_and_from_a_disk_none(
    browser: Browser, content: Content, tmp_path: Path
) -> None:
    path = tmp_path / "kit.html"
    path.write_text(kit(content, ENGLISH, "./"), "utf-8")
    with room(browser, path) as it:
        back = it.page.get_by_role("link", name=ENGLISH("assess.home"))
        assert back.count() == 0
        it.page.route("http://site.example/**", lambda route: route.fulfill(path=path))
        it.page.goto("http://site.example/copy/assess/kit.html")
        back.click()
        it.page.wait_for_url("http://site.example/copy/assess/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible(browser: Browser, file: Path, scheme: Any, width: int) -> None:
    with room(browser, file, color_scheme=scheme) as it:
        it.page.set_viewport_size({"width": width, "height": 900})
        it.answer("assess.answer.met")
        it.page.locator("#cycle").select_option(KEY.cycle)
        it.press("assess.exchange.add")
        for summary in it.page.locator("summary").all():
            if summary.is_visible():
                summary.click()
        assert list(Eye().violations(it.page)) == []
        assert it.page.evaluate("document.documentElement.scrollWidth") <= width


def test_questions_are_answered_by_keyboard_alone(
    browser: Browser, file: Path, tmp_path: Path
) -> None:
    with room(browser, file) as it:
        it.page.locator("#question").focus()
        it.page.keyboard.press("Tab")
        it.page.keyboard.press("ArrowUp")
        assert it.progress.startswith("1 of ")
        reached = set()
        for _ in range(200):
            it.page.keyboard.press("Tab")
            reached.add(it.page.evaluate("document.activeElement.id"))
        assert {"save", "forget", "file", "cycle", "day", "code"} <= reached
