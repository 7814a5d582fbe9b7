"""Reports as a person uses them, in Chromium: clicked through, by keyboard, small and large, light and dark, checked by axe-core."""

import pytest

import whence
from tests.conftest import NEEDED
from tests.ledger.conftest import EXAMPLES, examples  # noqa: F401
from whence.exports.ledger_report import ledger_report
from whence.ledger import open_ledger


@pytest.fixture(scope="module")
def pages(tmp_path_factory, examples):  # noqa: F811
    folder = tmp_path_factory.mktemp("pages")
    document = whence.read(EXAMPLES / "essay.txt")
    (folder / "document.html").write_text(whence.write(document, "report"), encoding="utf-8")
    with open_ledger(folder / "a.ledger", create=True) as ledger:
        for each in examples:
            ledger.add(each)
        with ledger.snapshot() as snapshot:
            (folder / "ledger.html").write_text(ledger_report(snapshot, "papers"), encoding="utf-8")
            (folder / "excerpts.html").write_text(
                ledger_report(snapshot, "papers", excerpts=True), encoding="utf-8"
            )
    return folder


def opened(browser, pages, name, width=1300, scheme="light"):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page.set_default_timeout(10_000)
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((pages / f"{name}.html").as_uri())
    return page, asked, said


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [("document", 360, "dark"), ("ledger", 1024, "dark"),
     *(pytest.param(*way, marks=pytest.mark.slow) for way in (("document", 1920, "light"), ("ledger", 360, "light"), ("excerpts", 1024, "light")))],
)  # fmt: skip
def test_axe_finds_nothing_serious(browser, pages, name, width, scheme):
    if not NEEDED:
        pytest.importorskip("axe_playwright_python.sync_playwright")
    from axe_playwright_python.sync_playwright import Axe

    page, _, _ = opened(browser, pages, name, width, scheme)
    found = Axe().run(page).response["violations"]
    serious = [
        (v["id"], v["nodes"][0]["html"][:200], v["nodes"][0].get("failureSummary", "")[:300])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []
    page.close()


@pytest.mark.parametrize("name", ["document", "ledger", "excerpts"])
def test_nothing_runs_over_the_side_and_nothing_is_asked_for(browser, pages, name):
    page, asked, said = opened(browser, pages, name)
    for width in (360, 768, 1024, 1920, 3840):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    assert all(url.startswith(("file:", "data:")) for url in asked)
    assert said == []
    page.close()


@pytest.mark.parametrize("name", ["document", "ledger"])
def test_every_link_leads_to_words_that_can_be_seen(browser, pages, name):
    page, _, _ = opened(browser, pages, name)
    links = page.locator("main a[href^='#']")
    for n in range(0, links.count(), max(1, links.count() // 40)):
        href = links.nth(n).get_attribute("href")
        page.evaluate("href => { location.hash = ''; location.hash = href }", href)
        target = page.locator(f"[id='{href[1:]}']")
        box = target.bounding_box()
        assert box is not None, href
        page.wait_for_function(
            "id => { const b = document.getElementById(id).getBoundingClientRect(); return b.bottom > 0 && b.top < innerHeight }",
            arg=href[1:],
        )
    page.close()


def test_a_line_leads_to_its_words_and_back(browser, pages):
    page, _, _ = opened(browser, pages, "document")
    page.get_by_role("link", name="Read Hale").click()
    assert page.evaluate("location.hash").startswith("#t")
    back = page.locator(".e-up a", has_text="Next").first
    back.click()
    assert page.evaluate("location.hash").startswith("#next-")
    page.close()


def test_the_apparatus_can_be_put_away(browser, pages):
    page, _, _ = opened(browser, pages, "document")
    assert page.locator(".e-time").first.is_visible()
    page.get_by_label("times").uncheck()
    assert not page.locator(".e-time").first.is_visible()
    page.close()


def test_by_keyboard(browser, pages):
    page, _, _ = opened(browser, pages, "document")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")
    page.close()


def test_the_ribbon_stays_at_hand_and_shows_where_one_is(browser, pages):
    page, _, _ = opened(browser, pages, "document")
    page.locator("[id='par-12']").scroll_into_view_if_needed()
    way = page.locator(".way")
    assert way.bounding_box()["y"] <= 1
    page.wait_for_function(
        "Number.parseFloat(document.querySelector('.way .here').style.transform.slice(11)) > 20"
    )
    page.close()


def test_words_light_up_with_their_line(browser, pages):
    page, _, _ = opened(browser, pages, "document")
    page.locator(".e-speaks .item").first.hover()
    assert page.locator(".words .lit").count() > 0
    page.close()
