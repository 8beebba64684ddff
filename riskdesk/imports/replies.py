"""Reading a vendor's filled-in questionnaire, and taking its answers into the register."""

import hashlib
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

from riskdesk.desk import asking_vendor, replies
from riskdesk.desk.opening import Desk
from riskdesk.desk.replies import Choices, Outcome
from riskdesk.imports.reply_book import ReplyBook, content_of
from riskdesk.imports.reply_cells import read_identity, read_questions
from riskdesk.rules.questionnaire import FORM, QUESTIONS
from riskdesk.rules.replied import Returned, understood
from riskdesk.rules.text import clean_line

MOST_NAMES = 1024 * 1024
"""Bytes of a workbook's table of sheets that are looked at."""


def take_file(desk: Desk, path: Path, choices: Choices | None = None, *, dry_run: bool = False) -> Outcome:
    """Take a reply into the register, all of it or nothing, or with `dry_run` tell what would change.

    Raises FileUnreadable; ReplyRefused where it is no questionnaire of this register, vendor, round and pack, or a
    question was altered; else as `desk.replies.take`.
    """
    choice = choices or Choices()
    returned = read_reply(desk, path, choice.sent_from)
    return replies.take(desk, returned, choice, dry_run=dry_run)


def is_questionnaire(path: Path) -> bool:
    """Whether the file looks like one of our questionnaires, from the names of its sheets; False for no workbook."""
    try:
        if not path.is_file():
            return False
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as part:
            names = part.read(MOST_NAMES).decode("utf-8", "replace")
    except (OSError, ValueError, KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, EOFError):
        return False
    return all(f'name="{title}"' in names for title in (FORM, QUESTIONS))


def read_reply(desk: Desk, path: Path, sent_from: str = "") -> Returned:
    """What the file says, understood by the register's own pack; nothing is changed. Raises as `take_file`."""
    content = content_of(path)
    name = clean_line(path.name)
    with closing(ReplyBook(content, name)) as book:
        identity = read_identity(book)
        with desk.store.read() as connection:
            asking_vendor.check(desk, connection, identity, sent_from)
        sheet = read_questions(book, desk.pack)
    unread = {fault.question for fault in sheet.faults}
    answers, signed, faults = understood(desk.pack, sheet.filled, desk.today(), unread)
    return Returned(
        file_name=name,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        identity=identity,
        replies=answers,
        signed=signed,
        faults=(*sheet.faults, *faults),
        notes=tuple(sheet.notes),
    )
