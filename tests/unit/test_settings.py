"""Everything that is wrong is named at once, in words, and never with a secret."""

import subprocess
import sys
from pathlib import Path

import pytest

from power_usage import settings

GOOD = {
    "LIVE_UPDATES_API_URL": "http://elnet.example.com:8080/api/Dashboard/GetLiveUpdates",
    "HOME_DATA_API_URL": "http://elnet.example.com:8080/api/Dashboard/HomeData",
    "POWER_USAGE_BEARER_TOKEN": "opensesame",
    "POWER_USAGE_INPUT_TYPE": "abc123==",
}
LOGIN = {
    "ELNET_BASE_URL": "http://elnet.example.com:8080/",
    "ELNET_USERNAME": "flat454",
    "ELNET_PASSWORD": "hunter2 with a space",
    "ELNET_AES_KEY": "0123456789abcdefghijklmnopqrstuv",
    "ELNET_AES_IV": "0123456789abcdef",
}


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder and an environment that says nothing."""
    monkeypatch.chdir(tmp_path)
    for name in (
        *GOOD,
        *LOGIN,
        "POWER_USAGE_DATABASE",
        "POWER_USAGE_FETCH_INTERVAL_SECONDS",
        "LOW_BALANCE_THRESHOLD",
        "POWER_USAGE_TIMEZONE",
    ):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def problems() -> tuple[str, ...]:
    with pytest.raises(settings.SettingsProblem) as caught:
        settings.load()
    return caught.value.problems


def test_nothing_given_is_the_demo() -> None:
    assert settings.load().meters == ()


def test_one_meter_needs_four_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **GOOD)
    (meter,) = settings.load().meters
    assert meter.name == "Home"
    assert meter.home_input_type.get_secret_value() == "abc123=="


def test_all_that_is_wrong_or_missing_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    given(
        monkeypatch,
        LIVE_UPDATES_API_URL="elnet",
        POWER_USAGE_FETCH_INTERVAL_SECONDS="soon",
        POWER_USAGE_TIMEZONE="India",
        LOW_BALANCE_THRESHOLD="much",
    )
    names = [sentence.split()[0] for sentence in problems()]
    assert set(names) == {
        "LIVE_UPDATES_API_URL", "HOME_DATA_API_URL", "POWER_USAGE_BEARER_TOKEN", "POWER_USAGE_INPUT_TYPE",
        "POWER_USAGE_FETCH_INTERVAL_SECONDS", "POWER_USAGE_TIMEZONE", "LOW_BALANCE_THRESHOLD",
    }  # fmt: skip


def test_a_secret_is_not_in_what_is_said_about_it(monkeypatch: pytest.MonkeyPatch) -> None:
    given(
        monkeypatch,
        **GOOD,
    )
    given(monkeypatch, POWER_USAGE_BEARER_TOKEN="two words")
    assert all("two words" not in sentence for sentence in problems())
    given(monkeypatch, **GOOD)
    assert "opensesame" not in repr(settings.load())


def test_the_word_bearer_may_be_captured_with_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **{**GOOD, "POWER_USAGE_BEARER_TOKEN": "Bearer opensesame"})
    assert settings.load().meters[0].bearer_token.get_secret_value() == "opensesame"


def test_the_example_as_it_stands_is_the_demo(nowhere: Path) -> None:
    (nowhere / ".env").write_text((Path(__file__).parents[2] / ".env.example").read_text("utf-8"), "utf-8")
    assert settings.load().meters == ()


def test_several_meters_take_what_they_leave_out_from_the_environment(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(monkeypatch, **GOOD)
    (nowhere / "meters.toml").write_text(
        '[[meter]]\nname = "A"\ninput_type = "a"\n[[meter]]\nname = "B"\ninput_type = "b"\n'
    )
    assert [(m.name, m.input_type.get_secret_value()) for m in settings.load().meters] == [("A", "a"), ("B", "b")]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[[meter]]\nname =", "cannot be read"),
        ("", "names no meter"),
        ("[[meter]]\nname = 'A'", "input_type is missing"),
        ("[[meter]]\nnam = 'A'", "nam is not known"),
    ],
)
def test_a_meters_file_that_is_wrong_says_where(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, text: str, word: str
) -> None:
    given(monkeypatch, **GOOD)
    (nowhere / "meters.toml").write_text(text)
    assert any(word in sentence for sentence in problems())


def test_with_a_login_neither_token_nor_input_type_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **LOGIN)
    (meter,) = settings.load().meters
    assert meter.login is not None
    assert meter.login.base_url == "http://elnet.example.com:8080"
    assert meter.captured == {}
    assert meter.login.credentials.seal.key == b"0123456789abcdefghijklmnopqrstuv"


def test_a_login_takes_the_servers_address_from_the_one_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **{**LOGIN, "ELNET_BASE_URL": ""}, LIVE_UPDATES_API_URL=GOOD["LIVE_UPDATES_API_URL"])
    (meter,) = settings.load().meters
    assert meter.login is not None
    assert meter.login.base_url == "http://elnet.example.com:8080"


def test_captured_texts_are_kept_beside_a_login(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **LOGIN, POWER_USAGE_INPUT_TYPE="abc123==")
    assert settings.load().meters[0].captured == {"GetLiveUpdates": "abc123=="}


def test_what_is_missing_or_wrong_of_a_login_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, ELNET_AES_KEY="too short", ELNET_AES_IV="x" * 17, ELNET_CREDIT_MINUTES="0")
    names = [sentence.split()[0] for sentence in problems()]
    assert set(names) == {
        "ELNET_AES_KEY", "ELNET_AES_IV", "ELNET_CREDIT_MINUTES", "ELNET_USERNAME", "ELNET_PASSWORD", "ELNET_BASE_URL",
    }  # fmt: skip


def test_no_secret_of_a_login_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **LOGIN)
    shown = repr(settings.load()) + repr(settings.load().meters[0].login)
    given(monkeypatch, ELNET_AES_KEY=LOGIN["ELNET_AES_KEY"] + "x")
    shown += "".join(problems())
    for name in ("ELNET_USERNAME", "ELNET_PASSWORD", "ELNET_AES_KEY", "ELNET_AES_IV"):
        assert LOGIN[name] not in shown


def test_each_of_several_meters_logs_in_for_itself(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **{**GOOD, **LOGIN})
    (nowhere / "meters.toml").write_text(
        "[[meter]]\nname = 'A'\nusername = 'a'\npassword = 'pa'\n[[meter]]\nname = 'B'\ninput_type = 'b'\n"
    )
    first, second = settings.load().meters
    assert first.login is not None
    assert first.login.username.get_secret_value() == "a"
    assert second.login is None
    (nowhere / "meters.toml").write_text("[[meter]]\nname = 'A'\nusername = 'a'\n")
    assert problems() == ('meters.toml, meter "A": password is missing, for a login',)


def test_a_login_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **LOGIN)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    assert problems() == ("ELNET_AES_KEY needs an extra: pip install 'power-usage-tracker[login]'",)


def test_without_a_login_nobody_pays_for_the_ciphers() -> None:
    parts = ["bootstrap", "checks", "collector.loop", "elnet.login", "storage.account", "demo.server", "web.app"]
    words = (
        "import sys, " + ", ".join(f"power_usage.{part}" for part in parts) + "; print('cryptography' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("text", ["0", "-8.33", "501", "eight", "nan"])
def test_a_rate_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    given(monkeypatch, **GOOD, POWER_USAGE_EB_RATE=text)
    (sentence,) = problems()
    assert sentence.startswith("POWER_USAGE_EB_RATE must be")


def test_rates_are_rupees_for_a_kwh(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **GOOD, POWER_USAGE_EB_RATE="8.33")
    rates = settings.load().web.set_rates
    assert (rates.eb, rates.dg) == (833_000, None)


def test_backups_go_beside_the_database_unless_a_folder_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, POWER_USAGE_DATABASE="/data/home.db")
    assert settings.read(settings.StoreSettings).backup_folder == Path("/data/backups")
    given(monkeypatch, POWER_USAGE_BACKUP_DIR="/mnt/stick")
    assert settings.read(settings.StoreSettings).backup_folder == Path("/mnt/stick")


def test_an_empty_folder_for_backups_is_no_backups(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POWER_USAGE_BACKUP_DIR", raising=False)
    (nowhere / ".env").write_text("POWER_USAGE_BACKUP_DIR=\n")
    assert settings.read(settings.StoreSettings).backup_folder is None


def test_a_server_makes_its_own_backups(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, POWER_USAGE_DATABASE="postgresql://u@host/db")
    assert settings.read(settings.StoreSettings).backup_folder is None


def test_how_much_is_kept_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **GOOD)
    given(monkeypatch, POWER_USAGE_BACKUP_KEEP="a week", POWER_USAGE_KEEP_READINGS_DAYS="5")
    assert [sentence.split()[0] for sentence in problems()] == [
        "POWER_USAGE_BACKUP_KEEP",
        "POWER_USAGE_KEEP_READINGS_DAYS",
    ]
    given(monkeypatch, POWER_USAGE_BACKUP_KEEP="3, 2, 1", POWER_USAGE_KEEP_READINGS_DAYS="0")
    kept = settings.load().store
    assert (kept.keep.days, kept.keep.weeks, kept.keep.months, kept.keep_readings_days) == (3, 2, 1, 0)


def test_the_password_of_the_pages_is_not_that_of_elnet(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **LOGIN)
    assert settings.load().web.page_password is None
    given(monkeypatch, POWER_USAGE_PASSWORD="our own words")
    everything = settings.load()
    assert everything.web.page_password is not None
    assert everything.web.page_password.get_secret_value() == "our own words"
    assert everything.meters[0].login is not None
    assert everything.meters[0].login.password.get_secret_value() == LOGIN["ELNET_PASSWORD"]
