"""The settings by who needs them: the database alone, its upkeep, the pages."""

from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from power_usage.domain.tariffs import SetRates
from power_usage.settings.environment import FromEnvironment, read
from power_usage.settings.values import BackupsKept, DaysKept, MeterName, Networks, Password, RupeesPerKwh, ZoneName
from power_usage.storage.engine import sqlite_file
from power_usage.storage.rotation import Keep


class DatabaseSettings(FromEnvironment):
    """What the commands need that touch the database alone."""

    database: str = Field("power_usage_index.db", validation_alias="POWER_USAGE_DATABASE")
    """A file name or an SQLAlchemy URL. It may hold a password: never print it whole."""
    timezone: ZoneName = Field("Asia/Kolkata", validation_alias="POWER_USAGE_TIMEZONE")
    meter_name: MeterName = Field("Home", validation_alias="POWER_USAGE_METER_NAME")
    log_format: Literal["text", "json"] = Field("text", validation_alias="POWER_USAGE_LOG_FORMAT")


class StoreSettings(DatabaseSettings):
    """How the database is looked after: backups, and how long every single reading is kept."""

    keep: BackupsKept = Field(Keep(), validation_alias="POWER_USAGE_BACKUP_KEEP")
    keep_readings_days: DaysKept = Field(400, ge=0, le=40_000, validation_alias="POWER_USAGE_KEEP_READINGS_DAYS")

    @property
    def file(self) -> Path | None:
        """The database's file; None where it is none."""
        return sqlite_file(self.database)

    @property
    def backup_folder(self) -> Path | None:
        """Where the daily backup goes; None where there is to be none."""
        given = read(_BackupFolder).given
        if self.file is None or (given is not None and not given.strip()):
            return None
        return self.file.parent / "backups" if given is None else Path(given.strip()).expanduser()


class _BackupFolder(FromEnvironment):
    """Given and empty is another thing than not given: no backups."""

    model_config = SettingsConfigDict(env_ignore_empty=False)

    given: str | None = Field(None, validation_alias="POWER_USAGE_BACKUP_DIR")


class WebSettings(DatabaseSettings):
    """What serving the pages needs: the database, and where to listen."""

    host: str = Field("127.0.0.1", validation_alias="POWER_USAGE_HOST")
    port: int = Field(5000, ge=0, le=65535, validation_alias="POWER_USAGE_PORT")
    low_balance_threshold: Decimal | None = Field(None, validation_alias="LOW_BALANCE_THRESHOLD")
    page_password: Password | None = Field(None, validation_alias="POWER_USAGE_PASSWORD")
    trusted_proxies: Networks = Field((), validation_alias="POWER_USAGE_TRUSTED_PROXIES")
    eb_rate: RupeesPerKwh | None = Field(None, validation_alias="POWER_USAGE_EB_RATE")
    dg_rate: RupeesPerKwh | None = Field(None, validation_alias="POWER_USAGE_DG_RATE")

    @property
    def low_paise(self) -> int | None:
        """The balance below which to warn."""
        return None if self.low_balance_threshold is None else int(self.low_balance_threshold * 100)

    @property
    def set_rates(self) -> SetRates:
        """What the household was told that a unit costs."""
        eb, dg = (None if rate is None else round(rate * 100 * 1000) for rate in (self.eb_rate, self.dg_rate))
        return SetRates(eb, dg)
