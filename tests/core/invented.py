"""Invented entries: persons, schools, titles and descriptions by a small grammar.

No real person: names are drawn from lists of common words for names.
"""

from dataclasses import replace
from random import Random

from sangkien.core.duplicates import Text

FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Lò",
    "Vàng",
    "Lý",
    "Giàng",
    "Đỗ",
    "Bùi",
    "Vũ",
    "Tẩn",
    "Chẻo",
]
MIDDLES = ["Thị", "Văn", "Thị Thu", "Đức", "Minh", "Thanh", "Ngọc", "A", "Quang", "Thị Hồng"]
GIVEN = [
    "Hương",
    "Hoa",
    "Lan",
    "Dũng",
    "Tuấn",
    "Mai",
    "Hà",
    "Sơn",
    "Hùng",
    "Nga",
    "Bình",
    "Thủy",
    "Páo",
    "Dung",
    "Phong",
    "Yến",
    "Huệ",
    "Cường",
]
PLACES = [
    "Nậm Mít",
    "Tà Hừa",
    "Bản Lang",
    "Mường Khoa",
    "Sin Suối",
    "Pa Tần",
    "Nà Tăm",
    "Ma Quai",
    "Phúc Than",
    "Hố Mít",
]
KINDS = ["Trường Tiểu học", "Trường THCS", "Trường Mầm non", "Trạm Y tế xã", "Ủy ban nhân dân xã"]

OPENINGS = [
    "Một số giải pháp",
    "Một số biện pháp",
    "Giải pháp",
    "Kinh nghiệm",
    "Ứng dụng công nghệ thông tin",
    "Biện pháp",
    "",
]
AIMS = [
    "nâng cao chất lượng",
    "nâng cao hiệu quả",
    "tăng cường",
    "đổi mới",
    "rèn",
    "phát huy",
    "quản lý",
]
TOPICS = [
    "đọc hiểu",
    "giải toán có lời văn",
    "viết chữ đẹp",
    "kỹ năng sống",
    "hòa giải ở cơ sở",
    "phân loại rác thải",
    "tiêm chủng mở rộng",
    "trồng chè sạch",
    "sinh hoạt chuyên môn",
    "công tác chủ nhiệm",
    "phòng chống đuối nước",
    "phòng chống bạo lực học đường",
    "thư viện xanh",
    "bữa ăn bán trú",
    "đồ chơi tự tạo",
    "quản lý hồ sơ điện tử",
    "tiếp nhận hồ sơ một cửa",
    "tưới nước tự động",
    "tiết kiệm điện",
    "chăm sóc bệnh nhân suy thận",
    "văn nghệ dân gian",
    "trò chơi vận động",
    "tuyên truyền an toàn giao thông",
    "vận hành trạm biến áp",
    "ngoại khóa lịch sử địa phương",
    "chăn nuôi lợn bản",
    "kiểm tra đánh giá",
    "hội thi đồ dùng dạy học",
    "khử khuẩn dụng cụ phẫu thuật",
    "múa xòe",
]
PEOPLE = [
    "học sinh lớp {grade}",
    "học sinh lớp {grade} môn Toán",
    "học sinh lớp {grade} môn Tiếng Việt",
    "trẻ {age} tuổi",
    "học sinh dân tộc thiểu số",
    "giáo viên",
    "người dân",
    "cán bộ",
    "đoàn viên công đoàn",
]

_STARTS = [
    "Trước đây",
    "Qua khảo sát",
    "Từ thực tế giảng dạy",
    "Hằng tuần",
    "Khi bắt tay vào làm",
    "Bước đầu tiên",
    "Sau ba tháng",
    "Cuối học kỳ",
    "Nhờ phụ huynh góp sức",
    "Ở các bản xa",
    "Trong buổi họp tổ",
    "Để làm được việc này",
]
_WHO = [
    "tổ chuyên môn",
    "các em",
    "chị nuôi",
    "trưởng bản",
    "nhóm thợ điện",
    "y sĩ trực",
    "ban văn hóa",
    "bà con",
    "các cháu",
    "người phụ trách",
    "hai đồng nghiệp",
    "công nhân ca đêm",
]
_DOES = [
    "ghi sổ theo dõi",
    "vẽ tranh trên bìa cũ",
    "lắp cảm biến độ ẩm",
    "đo lại dòng điện",
    "chia nhóm bốn người",
    "kể chuyện bằng tiếng Thái",
    "dán nhãn từng hộp",
    "quét mã trên điện thoại",
    "gọi điện nhắc lịch",
    "thay van đồng",
    "tập hát đối đáp",
    "xếp lịch trực",
    "đọc to trước lớp",
    "phơi khô vỏ trấu",
    "trộn phân vi sinh",
]
_HOW = [
    "vào mỗi sáng thứ hai",
    "bằng phiếu màu",
    "theo từng cặp",
    "ngay tại nhà văn hóa",
    "với chi phí dưới hai triệu",
    "mà không cần mạng",
    "trên bảng tính chung",
    "cùng già làng",
    "qua loa phát thanh",
    "trong mười lăm phút",
    "bên bếp lửa",
    "dưới gốc cây gạo",
]
_SO = [
    "nên số lỗi giảm một nửa",
    "nên các em mạnh dạn hẳn",
    "giúp đỡ mất công đi lại",
    "làm cho sổ sách khớp nhau",
    "khiến ai cũng nhớ lâu",
    "nên máy chạy êm hơn",
    "giúp tiết kiệm giấy mực",
    "và được nhân ra ba điểm trường",
    "và chưa lần nào phải làm lại",
    "nên nước về đều ruộng",
]


def sentence(rng: Random) -> str:
    parts = (rng.choice(pool) for pool in (_STARTS, _WHO, _DOES, _HOW, _SO))
    return "{}, {} {} {}, {}.".format(*parts)


def description(rng: Random, sentences: int = 0) -> str:
    return " ".join(sentence(rng) for _ in range(sentences or rng.randint(3, 7)))


def title(rng: Random) -> str:
    people = rng.choice(PEOPLE).format(
        grade=rng.randint(1, 9), age=rng.choice(["3-4", "4-5", "5-6"])
    )
    words = f"{rng.choice(OPENINGS)} {rng.choice(AIMS)} {rng.choice(TOPICS)} cho {people}".strip()
    return words[0].upper() + words[1:]


def name(rng: Random) -> str:
    return f"{rng.choice(FAMILIES)} {rng.choice(MIDDLES)} {rng.choice(GIVEN)}"


def entry(rng: Random, *, titled: str = "") -> Text:
    unit = rng.randrange(11)
    workplace = f"{rng.choice(KINDS)} {rng.choice(PLACES)}"
    full = titled or title(rng)
    if rng.random() < 0.3:
        full += f" tại {workplace[0].lower()}{workplace[1:]}"
    return Text(
        title=full,
        description=description(rng),
        effect=sentence(rng),
        authors=(name(rng),),
        workplace=workplace,
        unit=f"{unit}",
        own_names=(workplace,),
    )


def originals(rng: Random, count: int) -> list[Text]:
    """Entries of which about four in ten share their title with another."""
    made = [entry(rng) for _ in range(count * 2 // 3)]
    shared = [text.title.split(" tại ")[0] for text in rng.choices(made, k=count - len(made))]
    return made + [entry(rng, titled=words) for words in shared]


def light_edit(words: str, rng: Random) -> str:
    found = words.split(" ")
    for _ in range(max(1, len(found) // 20)):
        found[rng.randrange(len(found))] = rng.choice(_WHO).split()[0]
    return " ".join(found)


def half_rewritten(words: str, rng: Random) -> str:
    kept = words.split(". ")
    return ". ".join(kept[: (len(kept) + 1) // 2]) + ". " + description(rng, len(kept) // 2 or 1)


def shortened(full: str) -> str:
    family, *middle, given = full.split(" ")
    return " ".join([family[:2] + ".", *(word[0] + "." for word in middle), given])


def other_grade(text: Text, rng: Random) -> Text | None:
    """The same author's next work: another grade or subject, half of them with the old opening."""
    changed = text.title
    if "lớp " in changed:
        at = changed.index("lớp ") + 4
        changed = changed[:at] + str(int(changed[at]) % 9 + 1) + changed[at + 1 :]
    elif "môn Toán" in changed:
        changed = changed.replace("môn Toán", "môn Tiếng Việt")
    else:
        topic = next((words for words in TOPICS if words in changed), None)
        if topic is None:
            return None
        changed = changed.replace(topic, rng.choice([words for words in TOPICS if words != topic]))
    opening = text.description.split(". ")[0] + ". " if rng.random() < 0.5 else ""
    return replace(
        text, title=changed, description=opening + description(rng), effect=sentence(rng)
    )
