"""Everything that is wrong is named at once, in words, and never with a secret."""

from pathlib import Path

import pytest

from power_usage import settings

GOOD = {
    "LIVE_UPDATES_API_URL": "http://elnet.example.com:8080/api/Dashboard/GetLiveUpdates",
    "HOME_DATA_API_URL": "http://elnet.example.com:8080/api/Dashboard/HomeData",
    "POWER_USAGE_BEARER_TOKEN": "opensesame",
    "POWER_USAGE_INPUT_TYPE": "abc123==",
}


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder and an environment that says nothing."""
    monkeypatch.chdir(tmp_path)
    for name in (
        *GOOD,
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


def test_the_example_as_it_stands_says_what_to_fill_in(nowhere: Path) -> None:
    (nowhere / ".env").write_text((Path(__file__).parents[2] / ".env.example").read_text("utf-8"), "utf-8")
    assert len(problems()) == 4


def test_the_example_names_every_setting() -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text("utf-8")
    models = (settings._Environment, settings.StoreSettings, settings._BackupFolder)
    names = {field.validation_alias for model in models for field in model.model_fields.values()}
    assert {name for name in names if f"{name}=" not in example} == set()


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
