"""The workbook of a report as an officer has it: downloaded, typed into with openpyxl, uploaded, confirmed."""

from __future__ import annotations

import html
import io
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from regencies.models import User
from regencies.workbook.write import FIRST_ROW, MARK
from tests.builders.browser_tab import browser

KEY = 2025


class Filled:
    """A downloaded workbook; `type` writes into the cell of a field."""

    def __init__(self, user: User, key: Any = KEY) -> None:
        self.user, self.key = user, key
        self.page = reverse("report_workbook", args=[key])
        response = browser(user).get(reverse("report_workbook_file", args=[key]))
        assert response.status_code == 200
        self.content = response.content
        self.book: Workbook = load_workbook(io.BytesIO(response.content))

    def sheet(self, section: str) -> Worksheet:
        """The sheet of a section."""
        return next(
            sheet
            for sheet in self.book.worksheets
            if re.match(f"{MARK}{section}(:|$)", str(sheet["A1"].value))
        )

    def cell(self, section: str, field: str, row: Any = 0) -> Any:
        """The cell of a field; `row`: the place of the row among those of the sheet, or its key."""
        sheet = self.sheet(section)
        if str(sheet["A1"].value).count(":") > 1:
            number = next(each[0].row for each in sheet.iter_rows() if each[0].value == field)
            return sheet.cell(number, 4)
        column = next(each.column for each in sheet[1] if each.value == field)
        keys = {each[0].value: each[0].row for each in sheet.iter_rows()}
        return sheet.cell(keys[row] if isinstance(row, str) else FIRST_ROW + 1 + row, column)

    def type(self, section: str, field: str, value: Any, row: Any = 0) -> Filled:
        self.cell(section, field, row).value = value
        return self

    def clear(self, section: str, row: Any) -> Filled:
        """Empty a row but for its key."""
        sheet = self.sheet(section)
        for head in sheet[1]:
            if head.value and head.column > 1:
                self.type(section, head.value, None, row)
        return self

    def bytes(self) -> bytes:
        content = io.BytesIO()
        self.book.save(content)
        return content.getvalue()

    def upload(
        self, content: bytes | None = None, *, by: User | None = None, key: Any = None
    ) -> HttpResponse:
        """The answer to the file: 200 for what it changes, 409 for what is wrong with it."""
        return upload(by or self.user, self.key if key is None else key, content or self.bytes())

    def store(self, **choices: str) -> HttpResponse:
        """Upload the file and press the button of the page that shows what it changes."""
        return confirm(self.user, self.key, self.upload(), **choices)


def upload(user: User, key: Any, content: bytes, name: str = "isian.xlsx") -> HttpResponse:
    return browser(user).post(
        reverse("report_workbook", args=[key]), {"upload": SimpleUploadedFile(name, content)}
    )


def confirm(user: User, key: Any, shown: HttpResponse, **choices: str) -> HttpResponse:
    """Press the button of a page that shows what a workbook changes."""
    assert shown.status_code == 200, problems(shown)
    names = {name.replace("_", "-"): answer for name, answer in choices.items()}
    return browser(user).post(
        reverse("report_workbook", args=[key]), {"steps": shown.context["steps"], **names}
    )


def changes(shown: HttpResponse) -> dict[str, tuple[str, str]]:
    """{label: (stored, file)} of what needs no answer."""
    assert shown.status_code == 200, problems(shown)
    return {one.label: (one.stored, one.file) for one in shown.context["plain"]}


def questions(shown: HttpResponse) -> dict[str, list[str]]:
    """{question: its answers, the one that keeps what is stored first}."""
    form = shown.context["choices"]
    return {box.label: [word for _, word in box.choices] for box in form.fields.values()} if form else {}


def problems(shown: HttpResponse) -> list[str]:
    """What a refused page says."""
    found = re.search(r"data-error-summary.*?</ul>", shown.content.decode(), re.DOTALL)
    items = re.findall(r"<li>(.*?)</li>", found[0], re.DOTALL) if found else []
    return [html.unescape(re.sub(r"<[^>]+>|\s+", " ", item)).strip() for item in items]
