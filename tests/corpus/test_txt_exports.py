"""Whole exports of legal portals, from the text to the document."""

from pathlib import Path

from vanban import read

OPEN_ROWS = """\
**UBND TỈNH SƠN HÀ
SỞ XÂY DỰNG
-------** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------**
Số: 31/KH-SXD | *Sơn Hà, ngày 05 tháng 4 năm 2021*

**KẾ HOẠCH**

**Duy tu công trình thoát nước giai đoạn 2021-2023**

*Căn cứ Quyết định số 215/QĐ-UBND ngày 12/3/2021 của Ủy ban nhân dân tỉnh về duy tu công trình;*

**I. MỤC TIÊU**

1\\. Khơi thông 12 km cống.

2\\. Thay 300 nắp hố ga.

**II. TỔ CHỨC THỰC HIỆN**

Phòng Hạ tầng theo dõi việc thực hiện Kế hoạch này./.

***Nơi nhận:***
- UBND tỉnh (b/c);
- Lưu: VT, HT. | **KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Trần Văn Bình**

**PHỤ LỤC**

**DANH MỤC CÔNG TRÌNH**

*Đơn vị tính: Triệu đồng*

STT | Công trình | Thời gian | Tổng số | Chia ra | Ghi chú
2021 | 2022 | 2023
 | Tổng số |  | 600 | 250 | 200 | 150 | 
1 | Cống Bà Xếp | 2021-2022 | 180 | 120 | 60 |  | 
2 | Cống Ông Tơ | 120 | 80 | 40 |  | 
3 | Hồ Sen | 2021-2023 | 300 | 50 | 100 | 150 | 
"""

BROKEN_LINES = """\
Lưu trữ Ghi chú Ý kiến Facebook Email In
MỤC LỤC VĂN BẢN
**ỦY
BAN NHÂN DÂN
TỈNH SƠN HÀ**
|
**CỘNG
HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc**
|
Số:
215/2019/QĐ-UBND
|
*Sơn
Hà, ngày 12 tháng 3 năm 2019*
|
**QUYẾT
ĐỊNH**
**Ban
hành giá dịch vụ thoát nước**
**ỦY
BAN NHÂN DÂN TỈNH SƠN HÀ**
*Căn
cứ Luật Giá ngày 20 tháng 6 năm 2012;*
*Theo
đề nghị của Giám đốc Sở Xây dựng,*
**QUYẾT
ĐỊNH:**
**Điều
1.**
Ban hành giá dịch vụ thoát nước, gồm:
1.
Giá cho hộ gia đình;
2.
Giá cho cơ quan.
**Điều
2.**
Quyết định này có hiệu lực kể từ ngày 01 tháng 4 năm 2019./.
***Nơi
nhận:***
- Như Điều 2;
- Lưu: VT.
|
**TM.
ỦY BAN NHÂN DÂN
KT.
CHỦ TỊCH
PHÓ
CHỦ TỊCH
Lê
Thị Minh**
|
Tải về
Bạn chưa đăng nhập!
"""


def test_open_rows(tmp_path: Path) -> None:
    path = tmp_path / "31-kh-sxd.txt"
    path.write_text(OPEN_ROWS, encoding="utf-8")
    document = read(path)
    header = document.header
    assert header.agency is not None
    assert (header.agency.text, header.number, header.place) == ("SỞ XÂY DỰNG", "31/KH-SXD", "Sơn Hà")
    assert (header.date, header.type) == ("2021-04-05", "Kế hoạch")
    assert [(s.capacity, s.position, s.name) for s in document.signatures] == [
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Văn Bình")
    ]
    assert [r.text for r in document.recipients] == ["UBND tỉnh (b/c)", "Lưu: VT, HT"]
    (appendix,) = document.attachments
    (table,) = appendix.tables
    assert [c.header for c in table.columns][4:7] == [("Chia ra", year) for year in ("2021", "2022", "2023")]
    assert list(table.rows[2].cells) == ["2", "Cống Ông Tơ", "2021-2022", "120", "80", "40", "", ""]
    assert table.checks
    assert all(check.ok for check in table.checks)


def test_a_letterhead_right_below_the_properties(tmp_path: Path) -> None:
    path = tmp_path / "copy.txt"
    path.write_text(
        "Quyết định 61/QĐ-UBND năm 2020 về phê duyệt quy trình nội bộ\n"
        "Số hiệu: | 61/QĐ-UBND | Loại văn bản: | Quyết định |\n"
        "Nơi ban hành: | Tỉnh Vĩnh Long | Người ký: | Trần Văn Khải |\n"
        "Ngày hết hiệu lực: | Đang cập nhật |\n"
        "ỦY BAN NHÂN DÂN |\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 61/QĐ-UBND |\n"
        "Vĩnh Long, ngày 05 tháng 3 năm 2020 |\n"
        "Căn cứ Luật Lưu trữ ngày 11 tháng 11 năm 2011;\nQUYẾT ĐỊNH:\nĐiều 1. Phê duyệt quy trình nội bộ.\n",
        encoding="utf-8",
    )
    header = read(path).header
    assert header.agency is not None and header.agency.text == "ỦY BAN NHÂN DÂN"
    assert (header.place, header.date) == ("Vĩnh Long", "2020-03-05")
    assert header.subject == "về phê duyệt quy trình nội bộ"


def test_broken_lines(tmp_path: Path) -> None:
    path = tmp_path / "215-qd-ubnd.txt"
    path.write_text(BROKEN_LINES, encoding="utf-8")
    document = read(path)
    header = document.header
    assert header.agency is not None
    assert header.agency.text == "ỦY BAN NHÂN DÂN TỈNH SƠN HÀ"
    assert (header.number, header.date, header.type) == ("215/2019/QĐ-UBND", "2019-03-12", "Quyết định")
    assert header.subject == "Ban hành giá dịch vụ thoát nước"
    assert header.authority == "ỦY BAN NHÂN DÂN TỈNH SƠN HÀ"
    assert len(document.bases) == 2
    assert [(s.label, [c.label for c in s.children]) for s in document.sections] == [
        ("Điều 1", ["1", "2"]),
        ("Điều 2", []),
    ]
    assert [(s.capacity, s.position, s.name) for s in document.signatures] == [
        ("TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Minh")
    ]
    assert [r.text for r in document.recipients] == ["Như Điều 2", "Lưu: VT"]
