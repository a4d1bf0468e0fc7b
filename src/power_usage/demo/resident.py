"""A resident's account at the simulated ELNET: the login, what needs one, and requests that are really decrypted."""

import base64
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from power_usage.demo.appliances import IST
from power_usage.demo.flat import Flat

METER_ID = 454
SHOWN = 30
MONTH_WH, MONTH_PAISE = 546_960, 461_208
NUMBERED = ("GetLiveUpdates", "GetResourcesDetails")
PERSONAL = {
    "FlatName": "demo-flat-454",
    "FirstName": "demo-first-name",
    "LastName": "demo-last-name",
    "Mobile": "demo-mobile-0000000000",
    "EmailId": "demo-mail@elnet.invalid",
    "Address": "demo-address, 4th floor",
}
"""What the real login tells of a person, with nobody's."""


@dataclass(slots=True)
class Resident:
    """Who may log in, and with which key; what the account says. Payments that never arrive: time and paise."""

    key: bytes
    iv: bytes
    username: str
    password: str
    token: str = ""
    refresh_token: str = field(default_factory=lambda: secrets.token_hex(16))
    password_days: int | None = 90
    lost: list[tuple[int, int]] = field(default_factory=list)

    def opened(self, input_type: str) -> dict[str, Any]:
        """What an InputType says. ValueError if it is not sealed with this key and IV."""
        sealed = base64.b64decode(input_type, validate=True)
        decryptor = Cipher(algorithms.AES(self.key), modes.CBC(self.iv)).decryptor()
        padded = decryptor.update(sealed) + decryptor.finalize()
        unpadder = PKCS7(128).unpadder()
        said: dict[str, Any] = json.loads((unpadder.update(padded) + unpadder.finalize()).decode())
        return said

    def logs_in(self, input_type: str) -> dict[str, Any] | None:
        """The answer's Data, with a new token; None for a wrong user name or password."""
        said = self.opened(input_type)
        if list(said) != ["UserName", "Password", "Access", "FCMID"] or said["Access"] != "Live":
            return None
        if (said["UserName"], said["Password"]) != (self.username, self.password):
            return None
        self.token = secrets.token_hex(24)
        tokens = {"AuthToken": self.token, "RefreshToken": self.refresh_token}
        return {**tokens, "UserID": 77, "FlatId": METER_ID, "GoalAmount": 0.0, **PERSONAL}

    def means(self, name: str, input_type: str) -> bool:
        """Whether that is a request for this meter, in the form that the call wants."""
        try:
            said = self.opened(input_type)
        except ValueError:
            return False
        meter = METER_ID if name in NUMBERED else str(METER_ID)
        wanted: dict[str, Any] = {"MeterID": meter}
        if name == "RechargeHistory":
            wanted |= {"Month": 0, "Year": 0}
        return said == wanted and type(said["MeterID"]) is type(meter)

    def recharges(self, flat: Flat) -> dict[str, Any]:
        """The Data of RechargeHistory, newest first."""
        entries = sorted([*flat.moves, *self.lost], reverse=True)
        listed = [
            {
                "SerialNo": 3067842,
                "DateTime": datetime.fromtimestamp(at, IST).strftime("%Y-%m-%dT%H:%M:%S"),
                "Amount": paise / 100,
                "Status": "success",
            }
            for at, paise in entries[:SHOWN]
        ]
        return {"TotalRecharge": len(entries), "RechargeHistory": listed}

    def details(self, flat: Flat) -> dict[str, Any]:
        """The Data of GetDashboardDetails: the vendor's rule, which ignores deductions."""
        return {
            "AvgEB": 0.0,
            "AvgDG": 0.0,
            "AvgSolar": 0.0,
            "AvgEnergy": MONTH_WH / 1000,
            "AvgCost": MONTH_PAISE / 100,
            "Balance": flat.balance_paise / 100,
            "ExpRechargeDays": flat.balance_paise * 30 // MONTH_PAISE,
        }

    def password_age(self) -> dict[str, Any]:
        """The Data of PasswordExpired, as it might be: no sample of the real one is known."""
        return {
            "IsExpired": self.password_days is not None and self.password_days < 0,
            "ExpiryDays": self.password_days,
        }
