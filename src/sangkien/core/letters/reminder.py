"""The reminder letter (công văn đôn đốc), drafted from counts and saying no more than they do.

Every clock is printed with its start; a unit is called slow only against the period of its own
target; a unit that is ahead is named with its duplicates beside it.
"""

from collections.abc import Iterable

from sangkien.core.letters.dates import long_day, percent, short_day, whole
from sangkien.core.letters.facts import Clock, ProgrammeDocument, ReminderFacts, ReminderRow
from sangkien.core.letters.model import LetterText, Paragraph, Signing
from sangkien.core.letters.reminder_annex import annexes, applied_window, unit_counts


def reminder(facts: ReminderFacts) -> LetterText:
    """Return the draft letter with its annexes; an officer may replace its paragraphs."""
    office = facts.office
    return LetterText(
        parent_body=office.parent_body,
        issuing_body=office.issuing_body,
        symbol=office.symbol,
        place=office.place,
        abstract=f"V/v đôn đốc thực hiện {facts.campaign}",
        addressees=listed(office.addressees, last="."),
        paragraphs=tuple(_paragraphs(facts)),
        recipients=listed(("Như trên", *office.recipients), last=";"),
        archive=f"Lưu: {office.archive}.",
        signing=Signing(office.authority, office.position, office.signer),
        number=facts.number,
        day=facts.issued_on,
        drafter_code=office.drafter_code,
        annexes=annexes(facts),
    )


def listed(lines: tuple[str, ...], *, last: str) -> tuple[str, ...]:
    """Return list lines with the Decree's punctuation; a single line stays bare before a ".".

    >>> listed(("Bộ Nội vụ", "Bộ Tài chính"), last=".")
    ('Bộ Nội vụ;', 'Bộ Tài chính.')
    """
    if len(lines) == 1 and last == ".":
        return lines
    marks = [";"] * (len(lines) - 1) + [last]
    return tuple(f"{line}{mark}" for line, mark in zip(lines, marks, strict=True))


def is_behind(row: ReminderRow, period: Clock) -> bool:
    """Return whether the unit has a smaller share of its target than the period has gone by."""
    return bool(row.target) and row.gross * period.length < (row.target or 0) * period.days_elapsed


def _paragraphs(facts: ReminderFacts) -> Iterable[Paragraph]:
    yield Paragraph(_opening(facts))
    yield Paragraph(f"Về thời gian: {' '.join(_clocks(facts))}", "numbered")
    yield Paragraph(f"Về số lượng: {_counts(facts)}", "numbered")
    yield from (Paragraph(text, "lettered") for text in _findings(facts))
    requests = tuple(_requests(facts))
    if requests:
        yield Paragraph("Đề nghị các đơn vị thực hiện một số nội dung sau:", "numbered")
        yield from (Paragraph(text, "lettered") for text in requests)
    yield Paragraph(_closing(facts))


def _opening(facts: ReminderFacts) -> str:
    annex = "có các phụ lục kèm theo" if facts.full_annex else "có phụ lục kèm theo"
    said = f"tính đến hết ngày {short_day(facts.day)} như sau ({annex}):"
    if not facts.documents:
        return f"{facts.office.full_name} thông báo kết quả thực hiện {facts.campaign} {said}"
    documents = "; ".join(_citation(document) for document in facts.documents)
    is_named = any(facts.campaign in document.abstract for document in facts.documents)
    campaign = "Chương trình" if is_named else facts.campaign
    office = facts.office
    is_introduced = any(office.full_name in document.issuer for document in facts.documents)
    issuer = office.short_name if is_introduced else office.full_name
    return f"Thực hiện {documents}, {issuer} thông báo kết quả thực hiện {campaign} {said}"


def _citation(document: ProgrammeDocument) -> str:
    head = f"{document.kind} số {document.number} {long_day(document.day)} của {document.issuer}"
    return f"{head} {document.abstract}".rstrip()


def _clocks(facts: ReminderFacts) -> Iterable[str]:
    period, phase = facts.target_period, facts.phase
    if (phase.opens_on, phase.closes_on) == (period.opens_on, period.closes_on):
        yield _clock(phase, role=", kỳ của chỉ tiêu")
        return
    yield _clock(phase)
    yield _clock(period, role=", kỳ của chỉ tiêu")


def _clock(clock: Clock, role: str = "") -> str:
    span = f"từ ngày {short_day(clock.opens_on)} đến ngày {short_day(clock.closes_on)}{role}"
    if clock.day_number < 1:
        return f"{clock.title} ({span}) chưa bắt đầu, còn {1 - clock.day_number} ngày."
    if clock.days_left < 0:
        return f"{clock.title} ({span}) đã kết thúc."
    return (
        f"{clock.title} ({span}): ngày {short_day(clock.day)} là ngày thứ "
        f"{whole(clock.day_number)} trong {whole(clock.length)} ngày, đã qua "
        f"{percent(clock.day_number, clock.length)} thời gian, còn {whole(clock.days_left)} ngày."
    )


def _counts(facts: ReminderFacts) -> str:
    total = facts.total
    if total.gross == 0:
        return "chưa có lượt sáng kiến nào được cập nhật."
    parts = (
        (total.duplicates, total.open_duplicates, "lượt trùng"),
        (total.wrong_unit, total.open_wrong_unit, "lượt chọn sai đơn vị"),
        (total.wrong_date, total.open_wrong_date, "lượt sai thời gian áp dụng"),
        (total.other, total.open_other, "lượt có lý do khác"),
        (total.pending, 0, "lượt chờ xét"),
    )
    said = [f"{whole(n)} {kind}{_undecided(n, open_n)}" for n, open_n, kind in parts if n]
    valid = f"{whole(total.valid)} lượt hợp lệ{_share(total.valid, total.target)}"
    said.append(valid if total.valid else "chưa có lượt hợp lệ")
    gross = f"{whole(total.gross)} lượt sáng kiến được cập nhật{_share(total.gross, total.target)}"
    base = f" ({_target(facts)} là {whole(total.target)})" if total.target else ""
    return f"có {gross}{base}; trong đó có {', '.join(said)}."


def _undecided(count: int, still_open: int) -> str:
    if still_open == 0:
        return ""
    part = "" if still_open == count else f"{whole(still_open)} lượt "
    return f" ({part}chưa kết luận)"


def _share(count: int, target: int | None) -> str:
    return f", bằng {percent(count, target)} chỉ tiêu" if target else ""


def _target(facts: ReminderFacts) -> str:
    return facts.target_name[:1].lower() + facts.target_name[1:]


def _findings(facts: ReminderFacts) -> Iterable[str]:
    yield from _ahead(facts)
    yield from _alone(facts)
    yield from _behind(facts)
    yield from _without_any(facts)
    unjudged = [row.short_unit for row in facts.rows if not (row.target or row.is_direct)]
    if unjudged:
        yield f"Chưa có {_target(facts)} nên không so tiến độ: {', '.join(unjudged)}."


def _ahead(facts: ReminderFacts) -> Iterable[str]:
    period = facts.target_period
    rows = [row for row in facts.rows if row.target and row.gross and not is_behind(row, period)]
    if rows and period.days_elapsed:
        said = "; ".join(f"{_progress(row)}, trong đó {_duplicates(row)}" for row in rows)
        yield f"Theo số lượt, so với {_target(facts)} đạt từ {_elapsed(facts)} trở lên: {said}."


def _alone(facts: ReminderFacts) -> Iterable[str]:
    top, total = max(facts.rows, key=lambda row: row.gross, default=None), facts.total
    if top is None or len(facts.rows) == 1 or 2 * top.gross <= total.gross:
        return
    others, target = total.gross - top.gross, (total.target or 0) - (top.target or 0)
    rest = f"; các đơn vị còn lại có {whole(others)} lượt"
    if total.target and target:
        rest += f" trên {whole(target)} chỉ tiêu ({percent(others, target)})"
    share = f"{percent(top.gross, total.gross)} tổng số lượt, trong đó {_duplicates(top)}"
    yield f"Riêng {top.short_unit} chiếm {share}{rest}."


def _behind(facts: ReminderFacts) -> Iterable[str]:
    rows = [row for row in facts.rows if is_behind(row, facts.target_period)]
    if rows:
        said = "; ".join(_progress(row) for row in rows)
        yield f"Theo số lượt, chậm so với {_target(facts)}, thấp hơn {_elapsed(facts)}: {said}."


def _without_any(facts: ReminderFacts) -> Iterable[str]:
    names = [row.short_unit for row in facts.zero_units]
    if names and facts.total.gross:
        count = "Một" if len(names) == 1 else whole(len(names))
        yield f"{count} đơn vị chưa có sáng kiến nào ({', '.join(names)})."


def _elapsed(facts: ReminderFacts) -> str:
    period = facts.target_period
    share = percent(period.days_elapsed, period.length)
    return f"{share} (phần thời gian đã qua tính từ ngày {short_day(period.opens_on)})"


def _progress(row: ReminderRow) -> str:
    target = row.target or 0
    return f"{row.short_unit} {whole(row.gross)}/{whole(target)} ({percent(row.gross, target)})"


def _duplicates(row: ReminderRow) -> str:
    return f"{whole(row.duplicates)} lượt trùng" if row.duplicates else "không có lượt trùng"


def _requests(facts: ReminderFacts) -> Iterable[str]:
    total = facts.total
    if asked := _asked(facts):
        yield (
            f"{asked} cần đôn đốc, hướng dẫn công đoàn cơ sở, đoàn viên, người lao động đăng ký "
            f"sáng kiến{_deadline(facts.phase)}."
        )
    if total.duplicates:
        named = unit_counts(facts.rows, lambda row: row.duplicates)
        yield f"Rà soát các lượt trùng ({named}); không cập nhật lại sáng kiến đã có."
    if total.wrong_unit or facts.wrong_units or facts.has_note("wrong-unit"):
        yield "Hướng dẫn đoàn viên chọn đúng đơn vị thành viên của mình khi cập nhật sáng kiến."
    has_wrong_date = total.wrong_date or facts.has_note("wrong-date")
    if has_wrong_date and facts.applied_from:
        yield f"Chỉ cập nhật sáng kiến được áp dụng {applied_window(facts)}."


def _asked(facts: ReminderFacts) -> str:
    """Who is asked to hurry: units that are slow, units without an entry, as far as there are."""
    has_slow = any(is_behind(row, facts.target_period) for row in facts.rows)
    if facts.zero_units:
        slow = "Các đơn vị chậm và đơn vị" if has_slow else "Đơn vị"
        return f"{slow} chưa có sáng kiến"
    return "Đơn vị chậm" if has_slow else ""


def _deadline(phase: Clock) -> str:
    if phase.day_number < 1 or phase.days_left < 0:
        return ""
    closes = short_day(phase.closes_on)
    return f"; {phase.title} kết thúc ngày {closes}, còn {whole(phase.days_left)} ngày"


def _closing(facts: ReminderFacts) -> str:
    return (
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị các đơn vị báo cáo về "
        f"{facts.office.short_name} (qua {facts.office.board}) để được hướng dẫn."
    )
