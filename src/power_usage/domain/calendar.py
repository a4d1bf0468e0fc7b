from datetime import date, datetime
from zoneinfo import ZoneInfo
def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
def day_start(day: date, tz: ZoneInfo) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=tz).timestamp())
def local_day(at: int, tz: ZoneInfo) -> date:
    return datetime.fromtimestamp(at, tz).date()
