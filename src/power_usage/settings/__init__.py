"""The settings, and the only reader of the environment.

They come from the environment, or from `.env` in the folder one starts in; several meters stand in
`meters.toml`. Everything that is wrong is named at once, in one `SettingsProblem`. Secrets are `SecretStr`:
they show as asterisks wherever they are printed.
"""

from power_usage.settings.environment import ENV_FILE, SettingsProblem, names, read
from power_usage.settings.everything import Settings, load, logs_as_json, meter_meant, meter_names, meters_path
from power_usage.settings.kinds import DatabaseSettings, StoreSettings, WebSettings
from power_usage.settings.messages import Messages, OtherAddress, TelegramChats
from power_usage.settings.meters import LoginSettings, MeterSettings
from power_usage.settings.mqtt import MqttSettings, broker

__all__ = [
    "ENV_FILE",
    "DatabaseSettings",
    "LoginSettings",
    "Messages",
    "MeterSettings",
    "MqttSettings",
    "OtherAddress",
    "Settings",
    "SettingsProblem",
    "StoreSettings",
    "TelegramChats",
    "WebSettings",
    "broker",
    "load",
    "logs_as_json",
    "meter_meant",
    "meter_names",
    "meters_path",
    "names",
    "read",
]
