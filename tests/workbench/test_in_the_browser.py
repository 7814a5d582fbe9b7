"""The workbench as a person uses it, in Chromium: by mouse and by keyboard alone, killed and opened again, small and large, checked by axe-core."""

import os
import re
from pathlib import Path

import pytest

from tests.workbench.conftest import LETTER, Bench, Inside
from whence.compare.keeping import compared_snapshot
from whence.ledger import open_ledger

if os.environ.get("WHENCE_NEEDS_BROWSER"):
    from playwright.sync_api import expect
else:
    expect = pytest.importorskip(
        "playwright.sync_api", reason="no playwright here: the workbench was not clicked through"
    ).expect

WIDE = {"width": 1440, "height": 900}


@pytest.fixture
def visit(browser):
    """Opens a workbench in a browser of its own; fails where the page complains, or asks anybody but the workbench."""
    open_ = []

    def opened(bench, path="/", **more):
        context = browser.new_context(**{"viewport": WIDE, "accept_downloads": True, **more})
        page = context.new_page()
        page.trouble, page.asked = [], set()
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        page.on(
            "console",
            lambda said: (
                said.type == "error" and "status of 4" not in said.text and page.trouble.append(said.text)
            ),
        )
        page.on("request", lambda asked: page.asked.add(asked.url.split("/")[2] if "//" in asked.url else ""))
        open_.append((context, page, bench))
        page.goto(f"{bench.base}{path}{'&' if '?' in path else '?'}token={bench.token}")
        page.set_default_timeout(10_000)
        if path.startswith("/d/"):
            page.locator("body[data-ready]").wait_for()
        return page

    yield opened
    for context, page, bench in open_:
        assert page.trouble == []
        assert {a for a in page.asked if a} <= {f"127.0.0.1:{bench.port}"}
        context.close()


def text_of(page):
    return page.locator("#text").inner_text()


def test_open_read_correct_a_speaker_see_claims_follow_undo(bench, visit):
    page = visit(bench)
    page.get_by_role("link", name="The Sluice at Harn").click()
    page.locator("body[data-ready]").wait_for()
    page.locator(".words .w", has_text="The sluice was shut").first.click()
    panel = page.locator("#panel")
    panel.get_by_text("Anna Rell").first.wait_for()
    field = panel.locator("#speaker")
    field.fill("Ilse Dahm")
    panel.locator("#because").fill("her own letter says so")
    field.press("Enter")
    page.locator(".margin", has_text="Ilse Dahm").first.wait_for()
    panel.locator(".entries", has_text="her own letter says so").wait_for()
    assert bench.get("/api/find?q=sluice&voice=Dahm")["lines"]
    page.get_by_role("button", name="Undo").first.click()
    page.locator(".margin", has_text="Anna Rell").first.wait_for()
    assert not bench.get("/api/find?q=sluice&voice=Dahm")["lines"]


def test_all_by_keyboard(bench, visit):
    page = visit(bench, "/d/letter.txt")
    page.keyboard.press("j")
    page.locator("#panel h2").wait_for()
    page.keyboard.press("a")
    page.locator("#toast", has_text="Accepted").wait_for()
    panel = page.locator("#panel")
    for _ in range(12):
        if page.locator("#panel #edtf").count():
            break
        before = panel.get_attribute("data-record")
        page.keyboard.press("j")
        expect(panel).not_to_have_attribute("data-record", before)
    page.keyboard.press("d")
    page.keyboard.type("1905-06")
    page.locator("#panel output", has_text="from 1905-06-01 to 1905-06-30").wait_for()
    page.keyboard.press("Enter")
    page.locator(".e-time", has_text="1905-06").wait_for()
    page.locator(".e-time", has_text="1907").first.wait_for()  # two years later follows
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    expect(page.locator(".e-time", has_text="1905-06")).to_have_count(0)
    page.keyboard.press("U")
    page.locator(".e-time", has_text="1905-06").wait_for()
    page.keyboard.press("m")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("dialog[open]", has_text="accept: read rightly").wait_for()
    page.keyboard.press("Escape")
    kinds = [e["kind"] for e in reversed(bench.get("/api/log")["entries"])]
    assert kinds == ["accept", "correct", "withdraw", "withdraw"]


def test_words_that_were_missed(bench, visit):
    page = visit(bench, "/d/letter.txt")
    choose(page, "the meadow was dry")
    page.keyboard.press("+")
    page.locator("#add-who").fill("Karl Osk")
    page.keyboard.press("Enter")
    page.locator("#toast", has_text="Kept").wait_for()
    (found,) = [c for c in bench.get("/api/find?q=meadow&voice=Osk")["lines"] if c["kind"] == "claim"]
    assert found["words"] == "the meadow was dry"
    assert LETTER[found["start"] : found["end"]] == "the meadow was dry"


def choose(page, words):
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = new Range();
            range.setStart(node, at); range.setEnd(node, at + words.length);
            getSelection().removeAllRanges(); getSelection().addRange(range);
            return;
          }
          throw new Error("not there: " + words);
        }""",
        words,
    )  # fmt: skip
    page.locator("#chosen").wait_for()


def test_cite_chosen_words(bench, visit):
    page = visit(bench, "/d/letter.txt")
    choose(page, "the meadow was dry")
    page.keyboard.press("y")
    page.locator("#citation").wait_for()
    page.select_option("#style", "mla")
    expect(page.locator("#citation")).to_have_value(re.compile("the meadow was dry.*Sluice at Harn", re.S))


def test_merge_two_names(bench, visit):
    page = visit(bench, "/d/letter.txt")
    page.keyboard.press("p")
    people = page.locator("#panel .people > li")
    people.first.wait_for()
    before = people.count()
    page.get_by_label("Choose Anna Rell").check()
    page.get_by_label("Choose Karl Osk").check()
    page.get_by_role("button", name="These are one").click()
    expect(people).to_have_count(before - 1)
    assert page.locator("#panel .people", has_text="Karl Osk").count() == 1  # a form of the other's name


def test_killed_and_opened_again(bench_to_kill, visit):
    bench = bench_to_kill
    page = visit(bench, "/d/letter.txt")
    page.keyboard.press("j")
    page.locator("#panel h2").wait_for()
    page.keyboard.press("a")
    page.locator("#toast", has_text="Accepted").wait_for()
    bench.kill()
    page.keyboard.press("r")
    page.locator("#toast", has_text="does not answer").wait_for()
    page.trouble.clear()  # the browser's own word for a server that is gone
    for stream in (bench.process.stdout, bench.process.stderr):
        stream.close()
    bench.start(bench.port)
    page.goto(bench.address)
    page.goto(bench.base + "/log")
    rows = page.locator("#log tbody tr")
    assert rows.count() == 1
    rows.get_by_role("button", name="Take back").click()
    page.locator("#log .gone").wait_for()


def test_two_tabs(bench, visit):
    one, two = visit(bench, "/d/letter.txt"), visit(bench, "/d/letter.txt")
    for page in (one, two):
        page.locator(".words .w", has_text="The sluice was shut").first.click()
        page.locator("#panel #speaker").wait_for()
    one.locator("#panel #speaker").fill("Ilse Dahm")
    one.keyboard.press("Enter")
    one.locator(".margin", has_text="Ilse Dahm").first.wait_for()
    two.locator("#panel #speaker").fill("Karl Osk")
    two.keyboard.press("Enter")
    two.locator("#toast", has_text="has decided about this meanwhile").wait_for()
    two.locator(".margin", has_text="Ilse Dahm").first.wait_for()
    assert len(bench.get("/api/log")["entries"]) == 1


def test_search_as_one_types(examples_bench, visit):
    page = visit(examples_bench, "/")
    page.keyboard.press("/")
    page.keyboard.type("fired")
    page.keyboard.press("Enter")
    page.locator("#lines li").first.wait_for()
    page.locator("#ask input[name=q]").fill("Hale")
    page.locator("#beside a", has_text="Conrad Hale").wait_for()
    page.locator("#beside a", has_text="Salt Question").wait_for()
    page.locator("#ask input[name=q]").fill("fired")
    page.locator("#lines li", has_text="fired").first.wait_for()
    page.locator("input[name=voice]").fill("Lammel")
    expect(page).to_have_url(re.compile("voice=Lammel"))
    page.locator("#lines li", has_text="Lammel").first.wait_for()
    link = page.url
    page.goto(link)
    page.locator("#lines li", has_text="Lammel").first.wait_for()
    page.locator("#lines a").first.click()
    page.locator(".landed").wait_for()


def test_compare_and_go_to_the_words(examples_bench, visit):
    page = visit(examples_bench, "/compare")
    page.locator("details.event[open] td a").first.click()
    page.locator(".landed").wait_for()


def test_compare_two_documents(examples_bench, visit):
    page = visit(examples_bench, "/compare")
    page.select_option("select[name=a]", "essay.txt")
    page.select_option("select[name=b]", "encyclopedia.md")
    page.get_by_role("button", name="Compare", exact=True).click()
    page.locator("h2", has_text="What both tell").wait_for()
    first = page.locator("details.event").first
    heads = first.locator("thead th")
    with open_ledger(examples_bench.path) as ledger, ledger.snapshot() as snapshot:
        paths = {Path(k.path).name: k.path for k in snapshot.documents()}
        told = compared_snapshot(snapshot).between(paths["essay.txt"], paths["encyclopedia.md"])
    expect(heads).to_have_count(len(told[0].table.columns))
    assert {head.splitlines()[-1] for head in heads.all_inner_texts()} == {
        "Great Sluice, shooting at the",
        "Empty Hands: The Quarrel over the Great Sluice",
    }  # all voices of the event, all in the two that were asked for
    first.locator("td a").first.click()
    page.locator(".landed").wait_for()


def test_several_at_once_by_keyboard(bench, visit):
    page = visit(bench, "/d/letter.txt")
    panel = page.locator("#panel")
    page.keyboard.press("j")
    panel.locator("h2").wait_for()
    chosen = []
    for _ in range(3):
        chosen.append(panel.get_attribute("data-record"))
        page.keyboard.press("x")
        page.keyboard.press("j")
        expect(panel).not_to_have_attribute("data-record", chosen[-1])
    page.keyboard.press("a")
    page.locator("#toast", has_text="Accepted").wait_for()
    assert len(bench.get("/api/log")["entries"]) == 3


def test_the_address_leads_back_to_what_was_looked_at(bench, visit):
    page = visit(bench, "/d/letter.txt")
    page.locator(".e-time .item").first.click()
    page.locator("#edtf").wait_for()
    expect(page).to_have_url(re.compile(r"record=t\d"))
    again = visit(bench, page.url.removeprefix(bench.base))
    again.locator("#panel #edtf").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("record="))


def test_a_date_is_drawn_as_one_types(bench, visit):
    page = visit(bench, "/d/letter.txt")
    page.locator(".e-time .item").first.click()
    page.locator("#edtf").fill("190X")
    page.locator("#panel output", has_text="from 1900-01-01 to 1909-12-31").wait_for()
    assert page.locator("#panel .when rect").count() == 1
    page.locator("#edtf").fill("soon")
    page.locator("#panel output", has_text="no date in EDTF").wait_for()
    assert page.locator("#panel .when").count() == 0


def test_files_are_dropped(bench, visit, tmp_path):
    page = visit(bench)
    (tmp_path / "note.txt").write_text("Orla Vint wrote that the key was found in 1907.\n")
    page.locator("#files").set_input_files(tmp_path / "note.txt")
    page.get_by_role("link", name="note").first.wait_for()
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    page.locator("#files").set_input_files(tmp_path / "broken.docx")
    page.locator("#failed li", has_text="broken.docx").wait_for()


def test_a_hostile_document_stays_words(tmp_path, visit):
    evil = "<img src=x onerror=\"document.title='owned'\">"
    (tmp_path / "evil.txt").write_text(
        f"A title {evil}\n\n“{evil}, the gate was open,” said Orla <b>Vint</b>. </div><script>document.title='owned'</script>\n"
    )
    bench = Bench(tmp_path).waited()
    try:
        page = visit(bench, "/d/evil.txt")
        page.keyboard.press("j")
        page.locator("#panel h2").wait_for()
        page.keyboard.press("p")
        page.locator("#panel .people").wait_for()
        page.goto(f"{bench.base}/search?q=gate")
        page.locator("#lines li").first.wait_for()
        assert page.title().startswith("Search")
        assert page.locator("main img, main script").count() == 0
    finally:
        bench.stop()


def test_what_is_drawn_lies_on_the_words(bench, visit):
    page = visit(bench, "/d/letter.txt")
    page.locator("[data-layer=person]").check()
    page.wait_for_timeout(300)
    drawn = page.evaluate("[...CSS.highlights.get('w-person')].map(r => r.toString())")
    assert {"Anna Rell", "Karl Osk"} <= set(drawn)
    assert page.locator("#text mark").count() == 0


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
@pytest.mark.parametrize("path", ["/", "/d/essay.txt", "/search?q=fired", "/compare", "/chronology", "/next", "/log", "/who?name=Askell", "/works"])  # fmt: skip
def test_axe_finds_nothing_serious(examples_bench_shared, visit, path, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(examples_bench_shared, path, color_scheme=scheme, bypass_csp=True)
    if path.startswith("/d/"):
        page.keyboard.press("j")
        page.locator("#panel h2").wait_for()
    page.wait_for_timeout(300)
    found = Axe().run(page).response["violations"]
    serious = [
        (v["id"], [n["html"][:160] for n in v["nodes"][:3]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []


@pytest.mark.parametrize("width", [360, 1024, 1920])
@pytest.mark.parametrize("path", ["/", "/d/essay.txt", "/compare", "/log", "/search?q=fired"])
def test_nothing_runs_over_the_side(examples_bench_shared, visit, path, width):
    page = visit(examples_bench_shared, path, viewport={"width": width, "height": 800})
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture(scope="module")
def examples_bench_shared(read_examples):
    """One workbench for the tests that change nothing."""
    made = Inside(read_examples / "whence.ledger")
    yield made
    made.stop()
