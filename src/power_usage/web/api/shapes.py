"""What figures are in the API's answers: kWh, kW, rupees, times with their offset.

An answer's shape is a TypedDict beside the route that gives it: the code that puts the answer together is checked
against it, and the OpenAPI document is written from it, with the docstrings as descriptions.
"""

from typing import Annotated

from pydantic import Field

KWh = Annotated[float, Field(json_schema_extra={"x-unit": "kWh"})]
KW = Annotated[float, Field(json_schema_extra={"x-unit": "kW"})]
Rupees = Annotated[float, Field(json_schema_extra={"x-unit": "rupees"})]
RupeesPerKWh = Annotated[float, Field(json_schema_extra={"x-unit": "rupees per kWh"})]
Seconds = Annotated[int, Field(json_schema_extra={"x-unit": "seconds"})]
Hours = Annotated[float, Field(json_schema_extra={"x-unit": "hours"})]
Epoch = Annotated[int, Field(json_schema_extra={"x-unit": "seconds since 1970 in UTC"})]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]

Time = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
"""By the meter's clock, with its offset from UTC."""
LocalTime = Annotated[str, Field(pattern=r"^[0-2]\d:[0-5]\d$")]
LocalMonth = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
