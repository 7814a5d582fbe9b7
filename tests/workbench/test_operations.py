"""What the pages ask of the workbench: decisions and what follows from them, undo, merging, citing, adding; by two at once, and killed."""

import json
import pathlib
import threading

from tests.workbench.conftest import LETTER, Bench, Inside


def first(bench, kind, words):
    """The id of a record by its words, as the page would have it."""
    return next(
        r["id"] for n in range(1, 30) for prefix in (kind,)
        if (r := _record(bench, f"{prefix}{n}")) and words in r["words"]
    )  # fmt: skip


def _record(bench, record):
    status, _, found = bench.ask(f"/api/d/letter.txt/record/{record}")
    return found if status == 200 else None


def speaker(bench, words="sluice"):
    return bench.get(f"/api/d/letter.txt/record/{first(bench, 'q', words)}")["speaker"]


def correct(bench, value, **more):
    return bench.decide(
        "letter.txt",
        action="correct",
        records=[first(bench, "q", "sluice")],
        field="speaker",
        value=value,
        **more,
    )


def test_a_corrected_speaker_is_found_everywhere_and_can_be_taken_back(bench):
    assert speaker(bench) == "Anna Rell"
    status, _, done = correct(bench, "Ilse Dahm", because="the letter of June says so")
    assert status == 200, done
    assert speaker(bench) == "Ilse Dahm"
    assert bench.get("/api/find?q=sluice&voice=Dahm")["lines"]
    assert "Ilse Dahm" in bench.get("/api/d/letter.txt/piece/0")["html"]
    assert "Ilse Dahm" in bench.get("/api/names?q=dah")
    logged = bench.get("/api/log")["entries"][0]
    assert (logged["by"], logged["because"]) == ("Selma", "the letter of June says so")
    assert bench.ask("/api/undo", "POST", {})[0] == 200
    assert speaker(bench) == "Anna Rell"
    assert bench.ask("/api/redo", "POST")[0] == 200
    assert speaker(bench) == "Ilse Dahm"
    assert bench.ask("/api/redo", "POST")[0] == 404
    assert bench.ask("/api/undo", "POST", {})[0] == 200
    assert bench.ask("/api/undo", "POST", {})[0] == 404
    assert len(bench.get("/api/log")["entries"]) == 4  # the log forgets nothing


def test_what_was_decided_at_once_is_taken_back_at_once(bench):
    ids = [first(bench, "q", "sluice"), first(bench, "t", "May 1904"), first(bench, "t", "March")]
    assert bench.decide("letter.txt", action="accept", records=ids)[0] == 200
    status, _, done = bench.ask("/api/undo", "POST", {})
    assert (status, "3 decisions at once" in done["said"]) == (200, True)
    assert bench.get("/api/d/letter.txt/decisions")["standing"] == []
    assert bench.ask("/api/redo", "POST")[0] == 200
    assert len(bench.get("/api/d/letter.txt/decisions")["standing"]) == 3
    assert bench.ask("/api/undo", "POST", {})[0] == 200
    assert bench.get("/api/d/letter.txt/decisions")["standing"] == []


def test_what_was_added_is_not_added_twice(bench):
    start = LETTER.index("the meadow was dry")
    spans = [[start, start + len("the meadow was dry")]]
    assert bench.decide("letter.txt", action="add", kind="claim", spans=spans)[0] == 200
    status, _, said = bench.decide("letter.txt", action="add", kind="claim", spans=spans)
    assert (status, "already" in said["said"]) == (422, True)


def test_two_who_decide_at_once_lose_nothing(bench):
    position = bench.get("/api/d/letter.txt/outline")["position"]
    other = Inside(bench.path, "Orla")
    try:
        assert correct(bench, "Ilse Dahm", position=position)[0] == 200
        status, _, said = correct(other, "Karl Osk", position=position)
        assert status == 409
        assert "Selma has decided about this meanwhile" in said["said"]
        assert speaker(other) == "Ilse Dahm"
        assert correct(other, "Karl Osk")[0] == 200
        assert speaker(bench) == "Karl Osk"
        torn = bench.get("/api/log")["differing"]
        assert [[e["by"] for e in pair] for pair in torn] == [["Selma", "Orla"]]
    finally:
        other.stop()


def test_decisions_of_many_threads_are_all_kept(bench):
    quotation, time = first(bench, "q", "sluice"), first(bench, "t", "May 1904")
    results = []

    def mark(n):
        results.append(
            bench.decide(
                "letter.txt", action="mark", records=[quotation if n % 2 else time], value=f"mark {n}"
            )[0]
        )

    threads = [threading.Thread(target=mark, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [200] * 12
    assert len(bench.get("/api/log")["entries"]) == 12


def test_killed_in_the_middle_nothing_confirmed_is_lost(bench_to_kill):
    bench = bench_to_kill
    confirmed = 0
    quotation = first(bench, "q", "sluice")
    stop = threading.Event()

    def decide():
        nonlocal confirmed
        while not stop.is_set():
            try:
                if bench.decide("letter.txt", action="comment", records=[quotation], value="again")[0] == 200:
                    confirmed += 1
            except OSError:
                return

    thread = threading.Thread(target=decide)
    thread.start()
    while confirmed < 5:
        pass
    bench.kill()
    stop.set()
    thread.join()
    bench.process.stdout.close()
    bench.process.stderr.close()
    bench.start()
    assert confirmed <= len(bench.get("/api/log")["entries"]) <= confirmed + 1
    assert speaker(bench) == "Anna Rell"


def test_what_cannot_be_decided_is_said_in_a_sentence(bench):
    time = first(bench, "t", "May 1904")
    status, _, said = bench.decide(
        "letter.txt", action="correct", records=[time], field="edtf", value="in spring"
    )
    assert (status, "no date in EDTF" in said["said"]) == (422, True)
    assert bench.decide("letter.txt", action="accept", records=["q99"])[0] == 422
    assert bench.decide("letter.txt", action="accept")[0] == 422
    assert bench.decide("letter.txt", action="mark", records=[time], value=" ")[0] == 422
    assert bench.decide("letter.txt", action="add", kind="time", spans=[[0, 99_999]])[0] == 422
    assert bench.ask("/api/d/letter.txt/decide", "POST", {"action": "burn", "position": 0})[0] == 422
    assert bench.ask("/api/d/none.txt/outline")[0] == 404
    assert bench.get("/api/log")["entries"] == []


def test_a_date_shows_what_it_covers_while_it_is_typed(bench):
    assert bench.get("/api/edtf?words=1904-05~")["latest"] == "1904-05-31"
    assert "no date" in bench.get("/api/edtf?words=soon")["said"]


def test_words_that_were_missed_can_be_added(bench):
    start = LETTER.index("the meadow was dry")
    spans = [[start, start + len("the meadow was dry")]]
    status, _, said = bench.decide(
        "letter.txt", action="add", kind="claim", spans=spans, fields={"speaker": "Karl Osk"}
    )
    assert status == 200, said
    assert any("meadow" in line["words"] for line in bench.get("/api/find?q=meadow&voice=Osk")["lines"])


def test_names_are_merged_and_parted(bench):
    people = {p["name"]: p for p in bench.get("/api/d/letter.txt/people")}
    assert {"Anna Rell", "Karl Osk"} <= people.keys()
    done = bench.decide(
        "letter.txt", action="same", records=[people["Karl Osk"]["id"]], other=people["Anna Rell"]["id"]
    )
    assert done[0] == 200, done
    merged = {p["name"]: p for p in bench.get("/api/d/letter.txt/people")}
    assert "Karl Osk" not in merged
    assert "Karl Osk" in merged["Anna Rell"]["names"]
    assert bench.ask("/api/undo", "POST", {})[0] == 200
    assert {p["name"] for p in bench.get("/api/d/letter.txt/people")} == set(people)


def test_two_logs_become_one(bench, tmp_path):
    correct(bench, "Ilse Dahm")
    copy = tmp_path / "other"
    copy.mkdir()
    (copy / "letter.txt").write_text(LETTER)
    other = Bench(copy, "Orla").waited()
    try:
        correct(other, "Karl Osk")
        log = other.ask("/api/log.jsonl")[2]
        assert len(log.splitlines()) == 1
        status, _, done = bench.ask("/api/log", "POST", raw=log)
        assert (status, done["added"], len(done["differing"])) == (200, 1, 1)
        assert bench.ask("/api/log", "POST", raw=log)[2]["added"] == 0
        assert speaker(bench) == "Karl Osk"  # the later one in the log
        assert bench.ask("/api/log", "POST", raw=b"no log\n")[0] == 422
    finally:
        other.stop()


def test_citations_in_several_styles(bench):
    start = LETTER.index("The sluice")
    query = f"start={start}&end={start + 19}"
    found = bench.get(f"/api/d/letter.txt/cite?{query}&style=mla&form=markdown")
    assert found["words"] == "“The sluice was shut”"
    assert "Sluice at Harn" in found["note"]
    assert found["anchor"]["exact"] == ["The sluice was shut"]
    notes = {
        style: bench.get(f"/api/d/letter.txt/cite?{query}&style={style}")["note"]
        for style in bench.get("/api/styles")
    }
    assert len(set(notes.values())) > 3
    assert bench.ask(f"/api/d/letter.txt/cite?{query}&style=none")[0] == 422
    assert bench.ask("/api/d/letter.txt/cite?start=5&end=5")[0] == 422


def test_files_come_in_and_bad_ones_say_why(bench):
    assert (
        bench.ask(
            "/api/files/..%2F..%2Fnote.txt", "PUT", raw=b"Orla Vint wrote that the key was found in 1907.\n"
        )[0]
        == 200
    )
    assert bench.ask("/api/files/broken.docx", "PUT", raw=b"PK\x03\x04 no archive")[0] == 200
    state = bench.waited().get("/api/reading")
    assert [f["name"] for f in state["failed"]] == ["broken.docx"]
    assert (bench.folder / "added" / "note.txt").exists()
    assert not (bench.folder.parent / "note.txt").exists()
    assert bench.get("/api/find?q=key&voice=Vint")["lines"]


def test_a_folder_is_read_while_one_looks_around(tmp_path):
    (tmp_path / "letter.txt").write_text(LETTER)
    made = Bench(tmp_path).waited()
    try:
        assert made.get("/api/reading")["read"] == 1
        assert speaker(made) == "Anna Rell"
    finally:
        made.stop()


def test_the_ledger_can_be_taken_along(bench, tmp_path):
    from whence.ledger import open_ledger

    correct(bench, "Ilse Dahm")
    (tmp_path / "copy.ledger").write_bytes(bench.ask("/api/ledger")[2])
    with open_ledger(tmp_path / "copy.ledger") as copy:
        assert copy.verify() == ()
        assert copy.find("sluice", voice="Dahm")


def test_every_page_stands(examples_bench):
    ids = "essay.txt"
    for path in ("/", f"/d/{ids}", f"/d/{ids}?uncertain=true", "/search?q=fired", "/who?name=Askell", "/who?name=Nobody+Such", "/works",
                 "/works?q=Tollard", "/compare", "/compare?event=fired+on+the+salt+workers", "/compare?a=essay.txt&b=memoir.txt",
                 "/chronology", "/next", "/log"):  # fmt: skip
        status, headers, body = examples_bench.ask(path)
        assert status == 200, path
        assert "text/html" in headers["content-type"]
        assert b"{{" not in body
    assert examples_bench.ask("/compare")[2].count(b'class="event"') > 3
    assert examples_bench.ask("/d/none")[0] == 404


def test_operations_are_described(bench):
    described = bench.get("/api/openapi.json")
    assert {"/api/d/{name}/decide", "/api/find", "/api/undo", "/api/log"} <= described["paths"].keys()
    assert all(op.get("summary") for path in described["paths"].values() for op in path.values())


def test_tables_can_be_taken_along(examples_bench):
    assert examples_bench.ask("/api/compare.csv")[2].decode().count("\n") > 5
    lines = examples_bench.ask("/api/compare.jsonl")[2].decode().splitlines()
    assert all(json.loads(line) for line in lines)
    assert b"words" in examples_bench.ask("/api/find.csv?q=fired")[2].splitlines()[0]


def test_a_person_says_which_accounts_are_of_one_event(examples_bench):
    import re

    page = examples_bench.ask("/compare")[2].decode()
    position = int(re.search(r'data-position="(\d+)"', page)[1])
    first = page.split("<details")[1]
    columns = re.findall(r'data-document="([^"]+)" data-event="([^"]+)"', first)
    assert len(columns) > 2
    apart, *rest = [{"document": d, "event": e} for d, e in columns]
    body = {"action": "different", "position": position, "left": apart, "right": rest}
    assert examples_bench.ask("/api/events", "POST", body)[0] == 200
    after = examples_bench.ask("/compare")[2].decode().split("<details")[1:]
    together = [d for d in after if f'data-document="{apart["document"]}" data-event="{apart["event"]}"' in d]
    assert not any(
        f'data-event="{r["event"]}"' in d and f'data-document="{r["document"]}"' in d
        for d in together
        for r in rest
    )
    assert examples_bench.ask("/api/events", "POST", body)[0] == 409  # the page is older than that
    assert examples_bench.ask("/api/undo", "POST", {})[0] == 200  # all that was said at once
    again = examples_bench.ask("/compare")[2].decode()
    assert again.split("<details")[1].count("data-event") == first.count("data-event")


def test_quotations_beside_their_sources(examples_bench):
    page = examples_bench.ask("/d/essay.txt/follow")[2].decode()
    assert page.count('class="pair"') > 5
    assert "found word for word" in page
    assert examples_bench.ask("/d/none/follow")[0] == 404


def test_search_in_one_document(examples_bench):
    everywhere = examples_bench.get("/api/find?q=fired")["lines"]
    one = examples_bench.get("/api/find?q=fired&document=Quarrie")["lines"]
    assert 0 < len(one) < len(everywhere)
    assert {line["name"] for line in one} == {"essay.txt"}
    assert examples_bench.get("/api/find?q=fired&document=none")["lines"] == []


def test_the_original_is_handed_over_as_it_was_read(bench):
    status, headers, raw = bench.ask("/api/d/letter.txt/original")
    assert (status, raw.decode()) == (200, LETTER)
    assert headers["content-disposition"].startswith("attachment")
    (bench.folder / "letter.txt").write_text("changed")
    status, _, said = bench.ask("/api/d/letter.txt/original")
    assert (status, "has changed since" in said["said"]) == (404, True)


def test_a_pdf_is_shown_by_the_browser(bench):
    made = pathlib.Path(__file__).parents[1] / "readers" / "files"
    pdf = next(made.rglob("*.pdf"), None)
    assert pdf, "the readers' tests have a PDF file"
    assert bench.ask(f"/api/files/{pdf.name}", "PUT", raw=pdf.read_bytes())[0] == 200
    bench.waited()
    status, headers, raw = bench.ask(f"/api/d/{pdf.name}/original")
    assert (status, raw) == (200, pdf.read_bytes())
    assert headers["content-type"] == "application/pdf"
    assert headers["content-disposition"].startswith("inline")
    found = next(
        r
        for n in range(1, 30)
        for k in "tqce"
        if (r := bench.ask(f"/api/d/{pdf.name}/record/{k}{n}"))[0] == 200
    )[2]
    assert found["sheet"] >= 1


def test_lines_as_markdown_and_html(bench, tmp_path):
    (tmp_path / "evil.txt").write_text("Orla Vint wrote that <b>the *key*</b> was found in 1907.\n")
    bench.ask("/api/files/evil.txt", "PUT", raw=(tmp_path / "evil.txt").read_bytes())
    bench.waited()
    listed = bench.ask("/api/find.md?q=key&about=Vint")[2].decode()
    page = bench.ask("/api/find.html?q=key")[2].decode()
    assert "\\*key\\*" in listed
    assert "Orla Vint" in page
    assert "<b>" not in page


def test_claims_of_a_stretch_and_their_source(examples_bench):
    quotation = next(
        r for n in range(1, 20) if (r := examples_bench.ask(f"/api/d/essay.txt/record/q{n}")[2]).get("claims")
    )
    (start, end) = quotation["spans"][0]
    inside = examples_bench.get(f"/api/d/essay.txt/claims?start={start}&end={end}")
    assert {c["id"] for c in quotation["claims"]} <= {c["id"] for c in inside}
    claim = examples_bench.get(f"/api/d/essay.txt/record/{inside[0]['id']}")
    other = next(w for w in claim["works"] if w != claim["work"])
    done = examples_bench.decide(
        "essay.txt", action="correct", records=[claim["id"]], field="source", value=other
    )
    assert done[0] == 200, done
    assert examples_bench.get(f"/api/d/essay.txt/record/{claim['id']}")["work"] == other
