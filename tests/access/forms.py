"""What each form sends when it is filled in well, so that only the right to send it is asked."""

import json
from datetime import timedelta
from io import BytesIO

from django.utils.timezone import localdate

from sangkien.core.reading.numbers import format_date
from sangkien.inputs.correction import form_of
from sangkien.models import MoveNotice, Phase
from sangkien.queries.letters import letter_by_id
from sangkien.queries.listed import free_entries
from sangkien.queries.scope import OPERATOR
from sangkien.queries.versions import stand_of
from tests import importing
from tests.access.scene import OTHER
from tests.web.test_campaigns import form_of as campaign_form
from tests.web.test_letters import as_posted as letter_form

WHY = "đã gọi điện hỏi"


def address_with(address, route, scene):
    """The address with the query that the route's form stands under."""
    query = QUERIES.get(route.form) or QUERIES.get(route.name)
    return f"{address}?{query(scene)}" if query else address


def fields_of(route, scene, place):
    """What is sent; nothing where the form has no fields."""
    filled = FORMS.get(route.form) or FORMS.get(route.name)
    return filled(scene, place) if filled else {}


def _entry(scene, place):
    return {
        "client_ref": "walk-1",
        "title": importing.row(scene.district, 77)[0],
        "authors": f"Vàng {OTHER} (100%)",
        "workplace": f"Trạm Y tế {OTHER}",
        "ticked_unit": scene.district.code,
        "effect": "Không còn bỏ sót ca trực ban đêm nào",
        "applied_on": "05/10/2021",
        "recognised_by": "Thủ trưởng",
        "recognition_number": "9/QĐ",
        "recognised_on": "05/01/2022",
    }


def _file(text):
    file = BytesIO(text.encode())
    file.name = "bang.csv"
    return file


def _sheet(scene, place):
    rows = importing.csv_file([importing.row(scene.district, 88)])
    return {"unit": scene.district.id, "sheet": _file(rows.read().decode())}


def _targets(scene, place):
    return {"sheet": _file(f"Mã đơn vị,Năm,Chỉ tiêu\n{scene.district.code},2022,115\n")}


def _units(scene, place):
    row = f"KHU,CĐCS,Công đoàn cơ sở Trạm Y tế,CĐCS Trạm Y tế,{scene.district.code}"
    return {"sheet": _file(f"Mã,Loại,Tên đầy đủ,Tên ngắn,Mã đơn vị cấp trên\n{row}\n")}


def _letter(scene, place):
    return letter_form(letter_by_id(OPERATOR, scene.base.campaign, place.letter.id), archive="VT")


def _version(scene, place):
    return {"version": place.letter.version}


def _copies(scene, place):
    """Of the cluster that the address names: the first filer, and what was filed again."""
    if place.entry.id == scene.at["copies", "merged"].entry.id:
        return {"kept": scene.merged.kept_id, "copy": [place.entry.id]}
    return {"kept": place.entry.id, "copy": [scene.twin.id]}


def _repeat(scene, place):
    return {"repeat": [f"{scene.at['copies', 'open'].entry.id}-{scene.twin.id}"]}


def _ticked(scene, place):
    finding = scene.at["finding", "open"].finding
    return {"verdict": "uphold", "finding": [finding.id]}


def _free(scene, place):
    """What the page of the unit showed."""
    campaign, district = scene.base.campaign, scene.district
    ids = free_entries(campaign, district, Phase.objects.get(campaign=campaign, number=1))
    return {"count": ids.count(), "up_to": max(ids.values_list("id", flat=True))}


def _correction(scene, place):
    stand = stand_of(place.entry)
    return form_of(stand) | {"reward": WHY, "reason": WHY, "seen": stand.mark}


QUERIES = {
    "of the unit": lambda scene: f"unit={scene.district.code}",
    "findings-decide": lambda scene: f"rule={scene.at['finding', 'open'].finding.rule}",
    "unit-list-confirm": lambda scene: "phase=1",
}
RECOGNISED = {"recognised_by": "head", "recognition_number": "9", "recognised_on": "05/01/2022"}
FORMS = {
    "of the unit": lambda scene, _: {"on": "17/03/2022", "unit": scene.district.code},
    "snapshot-take": lambda *_: {"on": "17/03/2022"},
    "set_language": lambda *_: {"language": "en"},
    "role-give": lambda scene, _: {
        "role": "juror",
        "unit": scene.district.code,
        "ends_on": format_date(localdate()),
        "reason": WHY,
    },
    "role-take": lambda _, at: {f"reason-{at.grant_id}": WHY},
    "log-in-open": lambda scene, _: {
        "login": "hoang-thi-moi",
        "role": "member",
        "unit": scene.district.code,
        "reason": WHY,
    },
    "log-in-close": lambda *_: {"closing-reason": WHY},
    "log-in-reopen": lambda *_: {"opening-reason": WHY},
    "register": lambda scene, place: _entry(scene, place) | {"behalf": "own"},
    "objection": lambda *_: {"answer": "kept", "answer-words": WHY},
    "receipt-object": lambda *_: {"objection": "wrong", "objection-words": WHY},
    "look-alikes": _entry,
    "api:register": lambda scene, place: json.dumps(_entry(scene, place)),
    "search-save": lambda *_: {"room": "entries", "query": "q=x", "search-name": "Của tôi"},
    "entry-move": lambda scene, _: {"move-other": scene.school.code, "move-reason": WHY},
    "entry-reject": lambda *_: {"reject-code": "R10", "reject-reason": WHY},
    "entry-reopen": lambda *_: {"reopen-reason": WHY},
    "entry-correct": _correction,
    "entry-repair-ask": lambda *_: {
        "repair-note": WHY,
        "repair-due": format_date(localdate() + timedelta(days=3)),
    },
    "entry-repair-end": lambda *_: {"verdict": "back"},
    "receipt-repair": _correction,
    "entry-withdraw": lambda *_: {"withdraw-reason": WHY},
    "entry-recognise": lambda *_: RECOGNISED,
    "finding-decide": lambda _, at: {"verdict": "uphold", f"reason-{at.finding.id}": WHY},
    "findings-decide": _ticked,
    "findings-group": lambda scene, _: {"verdict": "move", "finding": [scene.misplaced.id]},
    "cluster-decide": lambda scene, at: (
        _copies(scene, at) | {"verdict": "different", "copies-reason": WHY}
    ),
    "cluster-ask": lambda *_: {"verdict": "pass", "copies-reason": WHY},
    "cluster-merge": _copies,
    "move-notices": lambda *_: {"notice": [n.id for n in MoveNotice.objects.all()]},
    "findings-read": lambda scene, _: {"finding": [scene.at["finding", "open"].finding.id]},
    "repeats": _repeat,
    "import-upload": _sheet,
    "unit-list-confirm": _free,
    "signal-seen": lambda *_: {"version": "1"},
    "list-return": lambda *_: {"return-reason": WHY},
    "list-take-back": lambda *_: {"take-back-reason": WHY},
    "list-unlock": lambda *_: {"unlock-reason": WHY},
    "letter-new": lambda *_: {"day": "14/03/2022"},
    "letter-edit": _letter,
    "letter-issue": _version,
    "letter-discard": _version,
    "letter-replace": _version,
    "campaign-edit": lambda _, at: campaign_form(at.campaign, title="Khác"),
    "campaign-targets": _targets,
    "units-load": _units,
}
