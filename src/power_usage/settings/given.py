"""Every setting of polling and telling: read and checked, and which of them are given at all."""

from pydantic import Field, SecretStr

from power_usage.settings.environment import FromEnvironment
from power_usage.settings.kinds import WebSettings
from power_usage.settings.values import AesIv, AesKey, QuietHours, ServerAddress, Token, Untold, WebAddress


class Environment(WebSettings):
    """All of them, read and checked one by one."""

    live_url: WebAddress | None = Field(None, validation_alias="LIVE_UPDATES_API_URL")
    home_url: WebAddress | None = Field(None, validation_alias="HOME_DATA_API_URL")
    bearer_token: Token | None = Field(None, validation_alias="POWER_USAGE_BEARER_TOKEN")
    input_type: SecretStr | None = Field(None, validation_alias="POWER_USAGE_INPUT_TYPE")
    home_input_type: SecretStr | None = Field(None, validation_alias="POWER_USAGE_HOME_INPUT_TYPE")
    base_url: ServerAddress | None = Field(None, validation_alias="ELNET_BASE_URL")
    username: SecretStr | None = Field(None, validation_alias="ELNET_USERNAME")
    password: SecretStr | None = Field(None, validation_alias="ELNET_PASSWORD")
    aes_key: AesKey | None = Field(None, validation_alias="ELNET_AES_KEY")
    aes_iv: AesIv | None = Field(None, validation_alias="ELNET_AES_IV")
    credit_minutes: int = Field(30, ge=1, le=1440, validation_alias="ELNET_CREDIT_MINUTES")
    interval_s: int = Field(30, ge=1, le=240, validation_alias="POWER_USAGE_FETCH_INTERVAL_SECONDS")
    telegram_token: Token | None = Field(None, validation_alias="TELEGRAM_BOT_TOKEN")
    telegram_chat_id: str | None = Field(None, validation_alias="TELEGRAM_CHAT_ID")
    telegram_base_url: WebAddress | None = Field(None, validation_alias="TELEGRAM_API_BASE_URL")
    apprise_urls: SecretStr | None = Field(None, validation_alias="POWER_USAGE_APPRISE_URLS")
    quiet_hours: QuietHours | None = Field(None, validation_alias="POWER_USAGE_QUIET_HOURS")
    outage_minutes: int = Field(30, ge=0, le=1440, validation_alias="POWER_USAGE_OUTAGE_MINUTES")
    untold: Untold = Field(frozenset(), validation_alias="POWER_USAGE_ALERTS_OFF")


class Given(FromEnvironment):
    """Which of the meter's settings are given at all, right or wrong."""

    meters_file: str | None = Field(None, validation_alias="POWER_USAGE_METERS_FILE")
    log_format: str | None = Field(None, validation_alias="POWER_USAGE_LOG_FORMAT")
    live_url: SecretStr | None = Field(None, validation_alias="LIVE_UPDATES_API_URL")
    home_url: SecretStr | None = Field(None, validation_alias="HOME_DATA_API_URL")
    bearer_token: SecretStr | None = Field(None, validation_alias="POWER_USAGE_BEARER_TOKEN")
    input_type: SecretStr | None = Field(None, validation_alias="POWER_USAGE_INPUT_TYPE")

    base_url: SecretStr | None = Field(None, validation_alias="ELNET_BASE_URL")
    username: SecretStr | None = Field(None, validation_alias="ELNET_USERNAME")
    password: SecretStr | None = Field(None, validation_alias="ELNET_PASSWORD")
    aes_key: SecretStr | None = Field(None, validation_alias="ELNET_AES_KEY")
    aes_iv: SecretStr | None = Field(None, validation_alias="ELNET_AES_IV")

    def login_values(self) -> dict[str, SecretStr | None]:
        """What a login needs, by the names that users know."""
        return {
            "ELNET_USERNAME": self.username,
            "ELNET_PASSWORD": self.password,
            "ELNET_AES_KEY": self.aes_key,
            "ELNET_AES_IV": self.aes_iv,
        }

    def meter_values(self) -> dict[str, SecretStr | None]:
        """By the names that users know."""
        return {
            "LIVE_UPDATES_API_URL": self.live_url,
            "HOME_DATA_API_URL": self.home_url,
            "POWER_USAGE_BEARER_TOKEN": self.bearer_token,
            "POWER_USAGE_INPUT_TYPE": self.input_type,
        }
