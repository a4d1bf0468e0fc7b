"""The settings and the commands of the door."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doors import PASSWORD, Opened, log_in
from power_usage.cli import main
from power_usage.settings import WebSettings


def test_a_setting_that_is_too_short_or_no_network_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from power_usage import settings

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POWER_USAGE_PASSWORD", "short")
    monkeypatch.setenv("POWER_USAGE_TRUSTED_PROXIES", "nginx")
    with pytest.raises(settings.SettingsProblem) as caught:
        settings.read(WebSettings)
    assert {sentence.split()[0] for sentence in caught.value.problems} == {
        "POWER_USAGE_PASSWORD",
        "POWER_USAGE_TRUSTED_PROXIES",
    }
    assert "short" not in str(caught.value)


def test_a_forgotten_password_is_set_anew_by_command(
    opened: Opened, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POWER_USAGE_PASSWORD", raising=False)
    monkeypatch.setenv("POWER_USAGE_DATABASE", database)

    def said(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(main, ["password", *words], input=f"{typed}\n{typed}\n")

    assert said(typed="short").exit_code == 1
    assert opened().test_client().get("/").status_code == 200
    first = said(typed=PASSWORD)
    assert first.exit_code == 0
    assert PASSWORD not in first.output
    client = opened().test_client()
    assert log_in(client).status_code == 303
    assert said(typed="a new password").exit_code == 0
    assert client.get("/").status_code == 401
    assert log_in(client).status_code == 401
    assert log_in(client, "a new password").status_code == 303
    assert said("--remove").exit_code == 0
    assert opened().test_client().get("/").status_code == 200
    monkeypatch.setenv("POWER_USAGE_PASSWORD", PASSWORD)
    assert said(typed="a new password").exit_code == 2  # the setting is the password
