"""InputType, byte for byte. The texts were sealed with OpenSSL, not with our own code:

printf '%s' TEXT | openssl enc -aes-256-cbc -K 000102...1f -iv f0f1...ff -base64 -A
"""

import base64

import pytest

from power_usage.elnet.inputs import Credentials, Seal, login_text, meter_text, secret_bytes

SEAL = Seal(bytes(range(32)), bytes(range(0xF0, 0x100)))


@pytest.mark.parametrize(
    ("plain", "sealed"),
    [
        (
            login_text("flat454", 'p"a/ss wörd'),
            (
                "IqBalLxHnHhyFj9kDoMGk1EkTxkJFZegjWG5ai+fAOyYBuhIQd7/zAsNfViPuTvIVubvSBFX/WzDSeDvUq8c"
                "ydENE6s8Ux4vTHZkWy3EdKM="
            ),
        ),
        (meter_text("GetLiveUpdates", 454), "soSJB8CtffHZxWHv8cVMUQ=="),
        (meter_text("HomeData", 454), "9BfFiQgWlL7bQETL1qtREjx28suBqpoRkcHuOxGCaLg="),
        (
            meter_text("RechargeHistory", 454),
            "9BfFiQgWlL7bQETL1qtRErqNMkEEU+9wlAZz3VSi12N+eHf5F91X4QhSuAxB8y+o",
        ),
        ("0123456789abcdef", "zZURRsx0BGpWyTow5KfNUOVkSxR0IMsJAinWx7kO1hY="),  # a whole block is padded by another
    ],
)
def test_a_text_is_sealed_as_openssl_seals_it(plain: str, sealed: str) -> None:
    assert SEAL.sealed(plain) == sealed


def test_it_is_aes_256_in_cbc_mode_as_nist_publishes_it() -> None:
    """SP 800-38A, F.2.5: the first block of the example, whose plain text is made of any bytes."""
    key = bytes.fromhex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4")
    block, iv = bytes.fromhex("6bc1bee22e409f96e93d7e117393172a"), bytes(range(16))
    # CBC mixes text and IV: a text of nought to seven bits with the IV moved by the difference is the same block.
    plain = bytes(16)
    moved = bytes(a ^ b for a, b in zip(block, iv, strict=True))
    sealed = base64.b64decode(Seal(key, moved).sealed(plain.decode()))
    assert sealed[:16].hex() == "f58c4c04d6e5f1ba779eabfb5f7bfbd6"


@pytest.mark.parametrize("name", ["HomeData", "GetDashboardDetails", "PasswordExpired"])
def test_the_meter_is_a_text_to_these(name: str) -> None:
    assert meter_text(name, 454) == '{"MeterID":"454"}'


def test_a_key_may_be_given_as_characters_as_hexadecimal_or_as_base64() -> None:
    key = b"0123456789abcdefghijklmnopqrstuv"
    assert secret_bytes(key.decode(), 32) == secret_bytes(key.hex(), 32) == key
    assert secret_bytes(base64.b64encode(key).decode(), 32) == key


@pytest.mark.parametrize("text", ["", "short", "x" * 31, "x" * 64, "é" * 32, "=" * 44])
def test_what_is_no_key_is_said_to_be_none_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match="must be 32 characters") as caught:
        secret_bytes(text, 32)
    assert not text or text not in str(caught.value)


def test_neither_key_nor_password_shows_when_printed() -> None:
    shown = repr(Credentials("http://elnet.example.com", "flat454", "hunter2", SEAL))
    assert shown == "Credentials(base_url='http://elnet.example.com')"
    assert repr(SEAL) == "Seal()"


def test_a_fingerprint_tells_credentials_apart_and_differs_by_its_salt() -> None:
    one = Credentials("http://elnet.example.com", "flat454", "hunter2", SEAL)
    other = Credentials("http://elnet.example.com", "flat454", "hunter3", SEAL)
    assert one.fingerprint(b"a") == one.fingerprint(b"a") != other.fingerprint(b"a")
    assert one.fingerprint(b"a") != one.fingerprint(b"b")
