"""What the account's answers say, and what of them is looked at."""

from decimal import Decimal

import pytest

from power_usage.elnet.errors import LoginRefused, NotElnet
from power_usage.elnet.wire import is_token_refusal, parse_dashboard, parse_login, parse_password, parse_recharges


def success(**data: object) -> dict[str, object]:
    return {"Status": "Success", "Message": "Data Available", "Data": data}


def test_of_a_login_token_and_meter_are_taken_and_nothing_of_the_person() -> None:
    said = success(AuthToken="abc", RefreshToken="r", UserID=7, FlatId=454, FlatName="A-1", Mobile="0000", EmailId="x")
    found = parse_login(200, said)
    assert (found.token, found.meter_id) == ("abc", 454)
    assert found.__slots__ == ("token", "meter_id")
    assert repr(found) == "LoginAnswer()"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, {"Status": "Failure", "Message": "Invalid User Name or Password", "Data": None}),
        (200, {"Status": "Error", "Message": "Dear A. Resident, your account is locked", "Data": {}}),
        (200, {"Message": "Authorization has been denied for this request."}),
        (401, "<html>"),
        (400, {"Status": "Failure", "Message": "Bad request"}),
    ],
)
def test_an_answer_that_is_no_success_refuses_the_login_and_its_message_is_not_repeated(
    status: int, body: object
) -> None:
    with pytest.raises(LoginRefused) as caught:
        parse_login(status, body)
    assert "Resident" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, {"Status": "Failure"}),
        (200, "<html>Service Unavailable</html>"),
        (200, ""),
        (200, {}),
        (200, success(FlatId=454)),
        (200, success(AuthToken="", FlatId=454)),
        (200, success(AuthToken="two\nlines", FlatId=454)),
        (200, success(AuthToken="abc", FlatId=None)),
        (200, success(AuthToken="abc", FlatId="no number")),
    ],
)
def test_what_is_no_answer_to_a_login_says_nothing_of_the_password(status: int, body: object) -> None:
    with pytest.raises(NotElnet):
        parse_login(status, body)


def test_a_flat_may_be_a_text_of_digits() -> None:
    assert parse_login(200, success(AuthToken="abc", FlatId="454")).meter_id == 454


def test_a_refused_token_is_known_by_its_status_or_its_words() -> None:
    assert is_token_refusal(401, "")
    assert is_token_refusal(200, {"Message": "Authorization has been denied for this request."})
    assert not is_token_refusal(200, success(Message="denied"))
    assert not is_token_refusal(500, "denied")


def test_an_entry_that_cannot_be_read_does_not_spoil_the_others() -> None:
    good = {"SerialNo": 1, "DateTime": "2026-04-10T01:10:49", "Amount": Decimal("-5568.0"), "Status": "success"}
    bad = [None, {}, {**good, "Amount": "5568"}, {**good, "DateTime": 5}, {**good, "Amount": True}]
    found = parse_recharges(success(TotalRecharge=6, RechargeHistory=[*bad, good]))
    assert [(entry.when, entry.amount, entry.status) for entry in found] == [
        ("2026-04-10T01:10:49", Decimal("-5568.0"), "success")
    ]
    with pytest.raises(NotElnet):
        parse_recharges(success(TotalRecharge=0))


def test_the_vendors_estimate() -> None:
    said = success(AvgEB=0, AvgEnergy=Decimal("546.96"), AvgCost=Decimal("4612.08"), Balance=2066, ExpRechargeDays=13)
    found = parse_dashboard(said)
    assert (found.month_energy, found.month_cost, found.days_left) == (Decimal("546.96"), Decimal("4612.08"), 13)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"IsExpired": False, "ExpiryDays": 9}, (False, 9)),
        ({"PasswordExpired": True}, (True, None)),
        ({"DaysLeft": -1}, (True, -1)),
        ({"IsExpired": False}, (False, None)),
        ({"Anything": "else", "Count": 3, "IsActive": True}, (False, None)),
    ],
)
def test_of_the_passwords_age_only_what_is_understood_counts(
    data: dict[str, object], expected: tuple[bool, int | None]
) -> None:
    found = parse_password(success(**data))
    assert (found.expired, found.days) == expected
