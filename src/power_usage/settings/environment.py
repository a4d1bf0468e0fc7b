"""The only reader of the environment and of `.env`, and what is wrong there in sentences."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

ENV_FILE = Path(".env")


class SettingsProblem(Exception):
    """Settings that cannot be used: one sentence for each, beginning with the setting's name."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class FromEnvironment(BaseSettings):
    """Settings that are read from the environment; what is empty there counts as not given."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )


def names(kind: type[FromEnvironment] = FromEnvironment) -> set[str]:
    """What all settings are called in the environment."""
    own = {str(field.validation_alias) for field in kind.model_fields.values()}
    return own.union(*(names(narrower) for narrower in kind.__subclasses__()))


AnySettings = TypeVar("AnySettings", bound=FromEnvironment)


def read(kind: type[AnySettings]) -> AnySettings:
    """The settings of one kind, from the environment and `.env`."""
    try:
        return kind()
    except ValidationError as error:
        raise SettingsProblem(sentences(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsProblem([f"{ENV_FILE} cannot be read: {cause(error)}"]) from None


_PLAIN = {
    "missing": "is missing",
    "extra_forbidden": "is not known",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "decimal_parsing": "must be a number",
    "finite_number": "must be a number",
    "string_type": "must be text, in quotes",
    "model_type": "must be a table that begins with [[meter]]",
}


def sentences(error: ValidationError) -> list[str]:
    """One sentence for each fault. The value itself is left out: it may be a secret."""
    sentences = []
    for part in error.errors(include_url=False, include_input=False):
        name = ".".join(str(step) for step in part["loc"])
        context = part.get("ctx", {})
        match part["type"]:
            case "value_error":
                words = str(context["error"])
                words = words if words.startswith("must") else f"is wrong: {words}"
            case "greater_than_equal":
                words = f"must be {context['ge']} or more"
            case "less_than_equal":
                words = f"must be {context['le']} or less"
            case "literal_error":
                words = f"must be {context['expected']}"
            case kind:
                words = _PLAIN.get(kind, part["msg"])
        sentences.append(f"{name} {words}".strip())
    return sentences


def cause(error: Exception) -> str:
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    if isinstance(error, UnicodeDecodeError):
        return "it is no UTF-8 text"
    return str(error)
