"""Short forms of Vietnamese offices, schools and works, by sector, as bare syllables.

No short form here is a syllable itself, so none can be mistaken for a word. A form with several
readings stands only in the set of the sector where it has one ("th", "cd", "tt").
"""

from collections.abc import Mapping
from types import MappingProxyType

from sangkien.core.vietnamese.syllables import with_i

VERSION = 2

_COMMON = """
atgt=an toan giao thong|atld=an toan lao dong|atvsld=an toan ve sinh lao dong
atvstp=an toan ve sinh thuc pham
bp=bien phap|cl=chat luong|hq=hieu qua|nc=nang cao
bhxh=bao hiem xa hoi|bhyt=bao hiem y te|bcd=ban chi dao|bvmt=bao ve moi truong
ccvc=cong chuc vien chuc
cbccvc=can bo cong chuc vien chuc|cbcc=can bo cong chuc|cbvc=can bo vien chuc|cb=can bo
cchc=cai cach hanh chinh
cdcs=cong doan co so|cdn=cong doan nganh|cds=chuyen doi so|cnh=cong nghiep hoa
cnld=cong nhan lao dong|cntt=cong nghe thong tin
cnvc=cong nhan vien chuc|cnvcld=cong nhan vien chuc lao dong|cn=cong nhan|csdl=co so du lieu
csvc=co so vat chat
cty=cong ti|dtts=dan toc thieu so|dtnt=dan toc noi tru|dtbt=dan toc ban tru|dv=doan vien
dvhc=don vi hanh chinh
hcm=ho chi minh|hdh=hien dai hoa|hdnd=hoi dong nhan dan|ht=he thong|htx=hop tac xa
kcn=khu cong nghiep|khcn=khoa hoc cong nghe
khkt=khoa hoc ki thuat|kn=kinh nghiem|kt=kinh te|ktxh=kinh te xa hoi|ldld=lien doan lao dong
lhpn=lien hiep phu nu
mttq=mat tran to quoc|nld=nguoi lao dong|nn=nong nghiep|ntm=nong thon moi|nv=nhan vien
pccc=phong chay chua chay|pp=phuong phap|qd=quyet dinh|qlnn=quan li nha nuoc
qppl=quy pham phap luat
skkn=|sk=sang kien|sxkd=san xuat kinh doanh|tldldvn=tong lien doan lao dong viet nam
tldld=tong lien doan lao dong
tmdt=thuong mai dien tu|tnmt=tai nguyen moi truong|tncs=thanh nien cong san|tp=thanh pho
tphcm=thanh pho ho chi minh
tthc=thu tuc hanh chinh|tx=thi xa|ttr=thi tran|ubnd=uy ban nhan dan|ubmttq=uy ban mat tran to quoc
vb=van ban|vh=van hoa
vn=viet nam|vsmt=ve sinh moi truong|vsattp=ve sinh an toan thuc pham|xd=xay dung|xh=xa hoi
xhcn=xa hoi chu nghia
"""

_EDUCATION = """
bgh=ban giam hieu|btvh=bo tuc van hoa|cmhs=cha me hoc sinh|dddh=do dung day hoc|dh=day hoc
gd=giao duc|gdcd=giao duc cong dan|gddt=giao duc dao tao|gdkns=giao duc ki nang song
gdmn=giao duc mam non|gdnn=giao duc nghe nghiep
gdpt=giao duc pho thong|gdqp=giao duc quoc phong|gdtc=giao duc the chat|gdth=giao duc tieu hoc
gdtx=giao duc thuong xuyen
gv=giao vien|gvcn=giao vien chu nhiem|hdtn=hoat dong trai nghiem|hdnk=hoat dong ngoai khoa
hs=hoc sinh|hsg=hoc sinh gioi|hssv=hoc sinh sinh vien
kns=ki nang song|ktdg=kiem tra danh gia|mg=mau giao|mn=mam non|nvsp=nghiep vu su pham
phhs=phu huynh hoc sinh|ppdh=phuong phap day hoc
pt=pho thong|ptdtbt=pho thong dan toc ban tru|ptdtnt=pho thong dan toc noi tru
qlgd=quan li giao duc|sgk=sach giao khoa
shcm=sinh hoat chuyen mon|sv=sinh vien|tbdh=thiet bi day hoc|th=tieu hoc|thcs=trung hoc co so
thpt=trung hoc pho thong
tnxh=tu nhien xa hoi|tpt=tong phu trach|tptd=tong phu trach doi
ttgdtx=trung tam giao duc thuong xuyen|tv=tieng viet
"""

_HEALTH = """
bn=benh nhan|bs=bac si|bv=benh vien|bvdk=benh vien da khoa|cssk=cham soc suc khoe
csskbd=cham soc suc khoe ban dau|dd=dieu duong
ksnk=kiem soat nhiem khuan|kcb=kham chua benh|nb=nguoi benh|nvyt=nhan vien y te
pkdk=phong kham da khoa|ttyt=trung tam y te|tyt=tram y te
xn=xet nghiem|yhct=y hoc co truyen
"""


def _table(lines: str) -> Mapping[str, tuple[str, ...]]:
    pairs = (entry.split("=") for line in lines.split("\n") for entry in line.split("|") if entry)
    return MappingProxyType({short: tuple(map(with_i, full.split())) for short, full in pairs})


SECTORS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"common": _table(_COMMON), "education": _table(_EDUCATION), "health": _table(_HEALTH)}
)

# what a short form means when the sector is not known; the common reading wins
EXPANSIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    dict(SECTORS["health"]) | dict(SECTORS["education"]) | dict(SECTORS["common"])
)
