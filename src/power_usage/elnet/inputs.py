"""InputType, built instead of captured: what a request says, in the very bytes of the vendor's app, encrypted.

The server takes the plain text by its bytes: a space or another order of the keys may be another text to it. All that
is known of them stands in this file (docs/elnet.md, "InputType"); whoever finds a server that wants other bytes
corrects them here and nowhere else.
"""

import base64
import hashlib
import json
from dataclasses import dataclass, field

PATH = "/api/Dashboard/"
"""Where all calls are, below the server's address."""
SEPARATORS = (",", ":")
"""Between members, and between a name and its value: no spaces."""
ACCESS, FCM_ID = "Live", ""
"""What the app calls itself, and its address for push messages, of which we have none."""
NUMBERED = frozenset({"GetLiveUpdates", "GetResourcesDetails"})
"""To these the MeterID is a number, to all others a text."""
LATEST = {"Month": 0, "Year": 0}
KEY_BYTES, BLOCK_BYTES = 32, 16


def login_text(username: str, password: str) -> str:
    """The plain text of a login."""
    return _written({"UserName": username, "Password": password, "Access": ACCESS, "FCMID": FCM_ID})


def meter_text(name: str, meter_id: int) -> str:
    """The plain text of the call of that name for a meter."""
    said: dict[str, object] = {"MeterID": meter_id if name in NUMBERED else str(meter_id)}
    return _written({**said, **LATEST} if name == "RechargeHistory" else said)


def _written(said: dict[str, object]) -> str:
    return json.dumps(said, separators=SEPARATORS, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Seal:
    """The community's key and IV. Neither shows when it is printed."""

    key: bytes = field(repr=False)
    iv: bytes = field(repr=False)

    def sealed(self, plain: str) -> str:
        """AES-256 in CBC mode with PKCS #7 padding, as base64 on one line."""
        # Imported here: an extra that costs 10 MB, and who has no login configured needs none of it.
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: PLC0415
        from cryptography.hazmat.primitives.padding import PKCS7  # noqa: PLC0415

        padder = PKCS7(BLOCK_BYTES * 8).padder()
        padded = padder.update(plain.encode()) + padder.finalize()
        encryptor = Cipher(algorithms.AES(self.key), modes.CBC(self.iv)).encryptor()
        return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()


@dataclass(frozen=True, slots=True)
class Credentials:
    """What opens a resident's account. Only the server's address shows when it is printed."""

    base_url: str
    username: str = field(repr=False)
    password: str = field(repr=False)
    seal: Seal = field(repr=False)

    def fingerprint(self, salt: bytes) -> bytes:
        """Tells these credentials from others without saying anything about them: slow to make, and salted."""
        parts = (self.base_url, self.username, self.password)
        said = b"\0".join([*(part.encode() for part in parts), self.seal.key, self.seal.iv])
        return hashlib.scrypt(said, salt=salt, n=2**14, r=8, p=1)


def secret_bytes(text: str, length: int) -> bytes:
    """A key or IV: as that many characters, as hexadecimal digits, or as base64. ValueError if it is none of these."""
    text = text.strip()
    if len(text) == 2 * length:
        try:
            return bytes.fromhex(text)
        except ValueError:
            pass
    if len(text) == length and text.isascii():
        return text.encode()
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError:
        found = b""
    if len(found) == length:
        return found
    raise ValueError(f"must be {length} characters, or {2 * length} hexadecimal digits, or base64 of {length} bytes")
