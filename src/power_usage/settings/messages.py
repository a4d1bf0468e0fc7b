"""Who is told what, and when."""

from dataclasses import dataclass
from hashlib import sha256

from pydantic import SecretStr

from power_usage.settings.given import Environment


@dataclass(frozen=True, slots=True)
class TelegramChats:
    """Who is told by Telegram, as which bot, through which server (None: Telegram's own)."""

    token: SecretStr
    chats: tuple[str, ...]
    base_url: str | None


@dataclass(frozen=True, slots=True)
class OtherAddress:
    """An address as Apprise writes it, which is secret; its place in the setting, counted from one; its outlet."""

    url: SecretStr
    number: int
    outlet: str


@dataclass(frozen=True, slots=True)
class Messages:
    """Who is told what, and when. `quiet`: from and to in minutes of the local day."""

    telegram: TelegramChats | None
    others: tuple[OtherAddress, ...] = ()
    quiet: tuple[int, int] | None = None
    untold: frozenset[str] = frozenset()
    outage_s: int = 1800
    """So long an outage lasts before it is told."""

    @property
    def outlets(self) -> tuple[str, ...]:
        """The names of those in use."""
        return (*(["telegram"] if self.telegram else []), *(other.outlet for other in self.others))


def messages_of(environment: Environment) -> Messages:
    """As the settings say."""
    chats, others = _telegram(environment), _others(environment)
    return Messages(chats, others, environment.quiet_hours, environment.untold, environment.outage_minutes * 60)


def _telegram(environment: Environment) -> TelegramChats | None:
    if environment.telegram_token is None or environment.telegram_chat_id is None:
        return None
    chats = tuple(chat.strip() for chat in environment.telegram_chat_id.split(",") if chat.strip())
    return TelegramChats(environment.telegram_token, chats, environment.telegram_base_url)


def _others(environment: Environment) -> tuple[OtherAddress, ...]:
    """Each has an outbox of its own, so that one that is away holds up no other; it keeps it when the order changes."""
    urls = environment.apprise_urls.get_secret_value().split() if environment.apprise_urls else []
    return tuple(
        OtherAddress(SecretStr(url), number, f"apprise:{sha256(url.encode()).hexdigest()[:8]}")
        for number, url in enumerate(dict.fromkeys(urls), 1)
    )
