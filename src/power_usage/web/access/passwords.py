"""Passwords are kept as scrypt: a guess costs a tenth of a second and 32 MB, whoever guesses."""

import threading

from pydantic import SecretStr
from werkzeug.security import check_password_hash, generate_password_hash

SHORTEST, LONGEST = 8, 1024

_one_at_a_time = threading.Lock()
"""Guesses from everywhere at once must not take the memory of a small machine."""


def scrypt_of(password: str) -> str:
    """What is kept of a password."""
    with _one_at_a_time:
        return generate_password_hash(password, "scrypt")


def is_password(scrypt: str, typed: str | SecretStr) -> bool:
    """Whether it is the password that the scrypt was made from; found out in constant time."""
    text = typed.get_secret_value() if isinstance(typed, SecretStr) else typed
    if len(text) > LONGEST:
        return False
    with _one_at_a_time:
        return check_password_hash(scrypt, text)
