"""The broker's settings: each way to write them, everything wrong at once, and no secret in what is said."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from power_usage import settings
from power_usage.outlets.broker import Broker

URL = "POWER_USAGE_MQTT_URL"
SECRET = "open#sesame"


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in settings.names(settings.MqttSettings):
        monkeypatch.delenv(name, raising=False)


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"POWER_USAGE_MQTT_{name}", value)


def problems() -> tuple[str, ...]:
    with pytest.raises(settings.SettingsProblem) as caught:
        settings.load()
    return caught.value.problems


def test_without_an_address_nothing_is_published() -> None:
    assert settings.broker() is None
    assert settings.load().broker is None


@pytest.mark.parametrize(
    ("url", "broker"),
    [
        ("mqtt://ha.local", Broker("ha.local", 1883)),
        ("mqtt://ha.local:1884/", Broker("ha.local", 1884)),
        ("mqtts://ha.local", Broker("ha.local", 8883, tls=True)),
        ("mqtt://[::1]", Broker("::1", 1883)),
        ("mqtt://me:p%40ss@10.0.0.2", Broker("10.0.0.2", 1883, username="me", password=SecretStr("p@ss"))),
    ],
)
def test_an_address_says_where_and_how(monkeypatch: pytest.MonkeyPatch, url: str, broker: Broker) -> None:
    given(monkeypatch, URL=url)
    assert settings.broker() == broker


def test_user_and_password_may_stand_apart_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, URL="mqtt://ha.local", USERNAME="me", PASSWORD=SECRET, DISCOVERY_PREFIX="ha/found")
    assert settings.load().broker == Broker(
        "ha.local", 1883, username="me", password=SecretStr(SECRET), discovery_prefix="ha/found"
    )


@pytest.mark.parametrize(
    "url",
    [
        "ha.local",
        "http://ha.local",
        "mqtt://",
        "mqtt://ha.local:0",
        "mqtt://ha.local:many",
        "mqtt://ha.local/topic",
        f"mqtt://me:{SECRET}@ha.local:1883",
        f"mqtt://[me:{SECRET}@ha.local",
    ],
)
def test_a_wrong_address_is_named_without_what_it_holds(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    given(monkeypatch, URL=url)
    (sentence,) = problems()
    assert sentence.startswith(f"{URL} must be an address like mqtt://")
    assert "sesame" not in sentence
    assert "open" not in sentence


def test_all_that_is_wrong_is_named_with_the_other_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    given(monkeypatch, URL="ha", CA_FILE="ca.pem", DISCOVERY_PREFIX="home/#")
    monkeypatch.setenv("POWER_USAGE_TIMEZONE", "India")
    found = problems()
    assert {sentence.split()[0] for sentence in found} == {
        URL, "POWER_USAGE_MQTT_CA_FILE", "POWER_USAGE_MQTT_DISCOVERY_PREFIX", "POWER_USAGE_TIMEZONE",
    }  # fmt: skip
    assert any("there is no certificate in it" in sentence for sentence in found)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"USERNAME": "me", "PASSWORD": SECRET}, f"{URL} is missing"),
        ({"URL": "mqtt://me@ha", "USERNAME": "me"}, "POWER_USAGE_MQTT_USERNAME must not be set where"),
        ({"URL": "mqtt://me:x@ha", "PASSWORD": SECRET}, "POWER_USAGE_MQTT_PASSWORD must not be set where"),
        ({"URL": "mqtt://ha", "PASSWORD": SECRET}, "POWER_USAGE_MQTT_USERNAME is missing"),
        ({"URL": "mqtts://ha", "CA_FILE": "nowhere.pem"}, "POWER_USAGE_MQTT_CA_FILE must be a file"),
    ],
)
def test_settings_that_do_not_go_together(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], sentence: str
) -> None:
    given(monkeypatch, **values)
    (found,) = problems()
    assert found.startswith(sentence)
    assert SECRET not in found


def test_the_secret_shows_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, URL="mqtt://me:sesame@ha.local")
    assert "sesame" not in repr(settings.load())
    assert "sesame" not in repr(settings.read(settings.MqttSettings))
    found = settings.broker()
    assert found is not None
    assert found.shown == "ha.local:1883"
