"""How people may come in: what may be set, and what is refused before anything listens."""

from __future__ import annotations

import pytest

from annotator.errors import InputError
from annotator.ui.server import access
from annotator.ui.server.access import Provider, Proxy, origins_answered, sign_in
from annotator.ui.server.origins import names_asked

SECRET = "0123456789abcdef"
EVERYWHERE = "0.0.0.0"  # noqa: S104  nothing listens there
PROXY = Proxy(SECRET)
CLIENT = {"client_id": "a", "client_secret": "b", "server_metadata_url": "https://id.example/x"}
AUTH = {"redirect_uri": "https://annotate.example.org/oauth2callback", "cookie_secret": SECRET, **CLIENT}


@pytest.fixture
def auth(monkeypatch):
    """``auth(section)``: what stands in Streamlit's secrets under [auth], with Authlib in place."""

    def put(section, packages=("authlib", "httpx")):
        monkeypatch.setattr(access, "_auth_section", lambda: section)
        monkeypatch.setattr(access, "find_spec", lambda name: name if name in packages else None)

    return put


def test_where_nothing_is_set_nobody_signs_in():
    assert sign_in() is None


def test_a_proxy_is_known_by_a_secret_of_the_environment_or_of_a_file(monkeypatch, tmp_path):
    monkeypatch.setenv("ANNOTATOR_PROXY_SECRET", SECRET)
    monkeypatch.setenv("ANNOTATOR_PROXY_USER_HEADER", "X-Auth-Request-Email")
    assert sign_in() == Proxy(SECRET, "X-Auth-Request-Email")
    sign_in.cache_clear()
    monkeypatch.delenv("ANNOTATOR_PROXY_SECRET")
    (tmp_path / "secret").write_text(f"{SECRET}\n", "utf-8")
    monkeypatch.setenv("ANNOTATOR_PROXY_SECRET_FILE", str(tmp_path / "secret"))
    assert sign_in() == Proxy(SECRET, "X-Auth-Request-Email")


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        (
            {"PROXY_SECRET": "fifteen letters"},
            "ANNOTATOR_PROXY_SECRET: a secret has 16 ASCII characters or more",
        ),
        ({"PROXY_SECRET": "ä" * 16}, "16 ASCII characters"),
        ({"PROXY_SECRET": f"{SECRET}\n{SECRET}"}, "on one line"),
        ({"PROXY_SECRET_FILE": "gone/secret"}, "ANNOTATOR_PROXY_SECRET_FILE: gone/secret cannot be read"),
        ({"PROXY_SECRET_FILE": "/dev/null"}, "ANNOTATOR_PROXY_SECRET_FILE: a secret has 16"),
        ({"PROXY_SECRET": SECRET, "PROXY_SECRET_FILE": "x"}, "both set"),
        ({"PROXY_SECRET": SECRET, "PROXY_USER_HEADER": "Remote User"}, "'Remote User' is no header"),
        ({"PROXY_SECRET": SECRET, "PROXY_USER_HEADER": "x-annotator-secret"}, "is no header for a name"),
        ({"PROXY_SECRET": SECRET, "REVIEWER": "zoe"}, "ANNOTATOR_REVIEWER puts one name on all decisions"),
    ],
)
def test_a_proxy_that_is_set_up_wrongly_is_told_in_a_line(settings, fault, monkeypatch):
    for name, value in settings.items():
        monkeypatch.setenv(f"ANNOTATOR_{name}", value)
    with pytest.raises(InputError) as told:
        sign_in()
    assert fault in str(told.value)
    assert "\n" not in str(told.value)


def test_with_an_auth_section_people_sign_in_with_its_providers(auth):
    auth(AUTH)
    assert sign_in() == Provider("https://annotate.example.org/oauth2callback")
    sign_in.cache_clear()
    shared = {key: AUTH[key] for key in ("redirect_uri", "cookie_secret")}
    auth({**shared, "okta": CLIENT, "google": CLIENT})
    assert sign_in() == Provider("https://annotate.example.org/oauth2callback", ("okta", "google"))


@pytest.mark.parametrize(
    ("section", "fault"),
    [
        (
            {"redirect_uri": "https://a.example/oauth2callback"},
            "lacks cookie_secret; docs/deploy.md shows one",
        ),
        (
            {**AUTH, "cookie_secret": "xxx"},
            "cookie_secret of [auth] in .streamlit/secrets.toml: a secret has 16",
        ),
        ({**AUTH, "client_secret": ""}, "[auth] in .streamlit/secrets.toml lacks client_secret"),
        ({key: AUTH[key] for key in ("redirect_uri", "cookie_secret")}, "lacks client_id"),
        ({**AUTH, "okta": {"client_id": "x"}}, "[auth.okta] in .streamlit/secrets.toml lacks client_secret"),
        ({**AUTH, "my_okta": CLIENT}, "no underscore"),
    ],
)
def test_an_auth_section_that_lacks_something_is_told_in_a_line(section, fault, auth):
    auth(section)
    with pytest.raises(InputError) as told:
        sign_in()
    assert fault in str(told.value)


def test_where_authlib_is_missing_the_line_says_what_to_install(auth):
    auth(AUTH, packages=())
    with pytest.raises(
        InputError, match=r"needs Authlib and httpx: .venv/bin/python -m pip install Authlib httpx"
    ):
        sign_in()


def test_two_ways_to_sign_in_are_one_too_many(auth, monkeypatch):
    auth(AUTH)
    monkeypatch.setenv("ANNOTATOR_PROXY_SECRET", SECRET)
    with pytest.raises(InputError, match="choose one"):
        sign_in()


def test_settings_that_go_away_while_the_server_runs_open_nothing(auth):
    auth(AUTH)
    before = sign_in()
    auth(None)
    assert sign_in() == before


def answered(host, names, guard, port=8501):
    return origins_answered(host, port, names_asked(names), guard)


@pytest.mark.parametrize(
    ("host", "names", "guard", "others"),
    [
        ("127.0.0.1", (), None, ()),
        ("127.0.0.1", ("localhost",), None, ()),
        ("127.0.0.1", ("localhost:9000",), None, ("http://localhost:9000",)),
        ("127.0.0.1", ("https://localhost",), None, ("https://localhost",)),
        ("127.0.0.1", ("a.example",), PROXY, ("https://a.example",)),
    ],
)
def test_on_this_machine_its_own_pages_are_answered_at_the_port_it_listens_on_and_those_named(
    host, names, guard, others
):
    assert answered(host, names, guard) == ("http://127.0.0.1:8501", "http://localhost:8501", *others)


@pytest.mark.parametrize(
    ("host", "names", "origins"),
    [
        ("192.168.1.4", (), ("http://192.168.1.4:8501",)),
        ("::1", (), ("http://[::1]:8501", "http://localhost:8501")),
        (EVERYWHERE, ("a.example", "b.example:8443"), ("https://a.example", "https://b.example:8443")),
        ("::", ("http://a.example",), ("http://a.example",)),
        ("::", ("http://a.example:8080/",), ("http://a.example:8080",)),
    ],
)
def test_on_another_address_the_pages_of_the_names_said_are_answered_and_nothing_else(host, names, origins):
    assert answered(host, names, PROXY) == origins


def test_the_usual_port_is_written_as_browsers_write_it():
    assert answered("127.0.0.1", ("https://a.example:443",), PROXY, 80) == (
        "http://127.0.0.1",
        "http://localhost",
        "https://a.example",
    )


@pytest.mark.parametrize("host", [EVERYWHERE, "::", ""])
def test_on_every_address_a_name_is_needed_even_with_a_sign_in(host):
    with pytest.raises(InputError, match=r"as --name annotate\.example\.org"):
        answered(host, (), PROXY)


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        (
            "https://other.example/oauth2callback",
            "does not answer to https://other.example; add --name https://other.example",
        ),
        (
            "https://annotate.example.org:8443/oauth2callback",
            "add --name https://annotate.example.org:8443",
        ),
        ("http://annotate.example.org/oauth2callback", "begins with https://"),
        ("https://annotate.example.org/", "ends in /oauth2callback"),
        ("https://annotate.example.org:{port}/oauth2callback", "write its port out"),
    ],
)
def test_who_signs_in_has_to_come_back_to_this_server_and_encrypted(address, fault):
    with pytest.raises(InputError) as told:
        answered("127.0.0.1", ("annotate.example.org",), Provider(address))
    assert fault in str(told.value)


def test_on_this_machine_alone_one_may_sign_in_without_encryption():
    provider = Provider("http://localhost:8501/oauth2callback")
    assert answered("127.0.0.1", (), provider) == ("http://127.0.0.1:8501", "http://localhost:8501")
    with pytest.raises(InputError, match=r"does not answer to http://localhost:8501"):
        answered("127.0.0.1", (), provider, port=9000)
