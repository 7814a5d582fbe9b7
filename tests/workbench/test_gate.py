"""Only the browser that was given the token gets in, and only from the workbench's own pages."""

import http.client

import pytest

from tests.workbench.conftest import Inside


@pytest.fixture(scope="module")
def bench(read_letter):
    """One workbench for all of these: nothing here changes it."""
    made = Inside(read_letter / "whence.ledger")
    yield made
    made.stop()


def raw(bench, method="GET", path="/", headers=None, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", bench.port, timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in {"Host": f"127.0.0.1:{bench.port}", **(headers or {})}.items():
        connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


def test_nobody_gets_in_without_the_token(bench):
    for path in ("/", "/api/find?q=sluice", "/static/read.js", "/api/openapi.json", "/nothing"):
        assert raw(bench, path=path)[0] == 401
    assert raw(bench, path="/?token=guessed")[0] == 401
    assert raw(bench, headers={"Authorization": "Bearer guessed"})[0] == 401
    assert raw(bench, headers={"Cookie": f"whence-{bench.port}=guessed"})[0] == 401


def test_the_token_leaves_the_address_and_becomes_a_cookie(bench):
    status, headers, _ = raw(bench, path=f"/search?q=a&token={bench.token}")
    assert (status, headers["location"]) == (303, "/search?q=a")
    cookie = headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert raw(bench, headers={"Cookie": cookie.split(";")[0]})[0] == 200


def test_it_never_leads_to_another_host(bench):
    status, headers, _ = raw(bench, path=f"//evil.example/x?token={bench.token}")
    assert status == 303
    assert headers["location"].startswith("/evil.example")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"])
def test_another_host_is_not_answered(bench, host):
    assert raw(bench, headers={"Host": host, "Authorization": f"Bearer {bench.token}"})[0] == 421


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_another_page_may_not_ask(bench, origin):
    sent = {
        "Origin": origin,
        "Authorization": f"Bearer {bench.token}",
        "X-Whence": "1",
        "Content-Length": "2",
    }
    assert raw(bench, "POST", "/api/undo", sent, b"{}")[0] == 403


def test_what_changes_something_needs_a_header_that_no_form_sends(bench):
    sent = {"Authorization": f"Bearer {bench.token}", "Content-Length": "2"}
    assert raw(bench, "POST", "/api/undo", sent, b"{}")[0] == 403


def test_every_answer_has_the_policy(bench):
    for path in ("/", "/d/letter.txt", "/static/read.js", "/api/find?q=sluice", "/nothing"):
        _, headers, _ = raw(bench, path=path, headers={"Authorization": f"Bearer {bench.token}"})
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    ["/static/../gate.py", "/static/..%2fgate.py", "/static/.gitignore", "/api/d/..%2f..%2fetc%2fpasswd/original", "/d/%2e%2e"],
)  # fmt: skip
def test_paths_lead_nowhere_else(bench, path):
    status, _, body = raw(bench, path=path, headers={"Authorization": f"Bearer {bench.token}"})
    assert status in (401, 404)
    assert b"root:" not in body
    assert b"hmac" not in body


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../evil.txt", "evil.txt"), ("..\\..\\evil.txt", "evil.txt"), ("/etc/passwd", "passwd"), ("a\nb?.txt", "a_b_.txt"),
        ("é.txt", "é.txt"), ("x" * 300 + ".txt", "x" * 117 + ".txt"),
    ],
)  # fmt: skip
def test_names_of_files_stay_in_their_folder(given, kept):
    from whence.workbench.adding import safe_name

    assert safe_name(given) == kept


def test_a_name_of_which_nothing_is_left_is_refused():
    from whence.workbench.adding import safe_name

    with pytest.raises(ValueError, match="no name"):
        safe_name("../..")
