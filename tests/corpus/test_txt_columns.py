"""Layout text: columns by runs of spaces, indents, pages."""

from collections.abc import Callable

from vanban.corpus.layout import Layout, Paragraph

View = Callable[[str], list[object]]

LETTER = """\
      UBND TỈNH TÂN GIANG            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        SỞ CÔNG THƯƠNG                  Độc lập - Tự do - Hạnh phúc
           -------                      ---------------------------
       Số: 86 /SCT-QLTM             Tân Giang, ngày 05 tháng 3 năm 2024
   V/v báo cáo tình hình dự trữ
        hàng hóa thiết yếu

                          QUYẾT ĐỊNH
   Về việc kiểm tra tình hình dự trữ hàng hóa thiết yếu phục vụ nhân dân vùng
                     thường xuyên bị ngập lụt

      Căn cứ Luật số 15/2012/QH13 ngày 20/6/2012 về Xử lý vi phạm hành chính;
theo báo cáo của các địa phương, Sở Công Thương yêu cầu các doanh nghiệp trên
Địa bàn thực hiện nghiêm túc các quy định về dự trữ hàng hóa. Trường hợp có
Vướng mắc thì kịp thời phản ánh.
      1. Rà soát, thống kê lượng gạo, mì ăn liền và xăng dầu đang dự trữ tại các
kho trên địa bàn; báo cáo trước ngày 15 hằng tháng theo quy định hiện hành của
Bộ Công Thương.
      2. Xây dựng phương án cung ứng cho các xã có nguy cơ bị chia cắt khi có lũ
lớn xảy ra.
      Quyết định này có hiệu lực kể từ ngày ký./.

                                              TM. BAN CHỈ ĐẠO
 Nơi nhận:                                    KT. GIÁM ĐỐC
 - Như trên;                                  PHÓ GIÁM ĐỐC
 - UBND tỉnh, các sở, ban,
   ngành tỉnh;
 - Lưu: VT, QLTM.


                                             Ngô Thanh Bình
\f                                       2

                               PHỤ LỤC
STT   Tên xã            Diện tích      Dân số

1     Xã An Bình           12,5         4.500

2     Xã Long Hòa           8,75       12.300
      (xã miền núi)

      Ghi chú: số liệu năm 2020.
"""


def test_signature_blocks_of_other_words(view: View) -> None:
    directive = """\
   Các sở, ban, ngành thực hiện nghiêm túc và báo cáo kết quả./.

  Nơi gửi:                         T/M UỶ BAN NHÂN DÂN TỈNH
- TT Tỉnh uỷ                             CHỦ TỊCH
- Lưu VP                               Tạ Văn Khoát
"""
    assert view(directive)[1] == [
        ["Nơi gửi:¶- TT Tỉnh uỷ¶- Lưu VP", "T/M UỶ BAN NHÂN DÂN TỈNH¶CHỦ TỊCH¶Tạ Văn Khoát"]
    ]
    guidance = """\
   Hướng dẫn này có hiệu lực từ ngày 01/9/2011.

CỤC THUẾ TỈNH                    SỞ TÀI CHÍNH
CỤC TRƯỞNG                       KT. GIÁM ĐỐC
Phan Đình Tường                  PHÓ GIÁM ĐỐC
                                 Ngô Thanh Bình
"""
    assert view(guidance)[1] == [
        [
            "CỤC THUẾ TỈNH¶CỤC TRƯỞNG¶Phan Đình Tường",
            "SỞ TÀI CHÍNH¶KT. GIÁM ĐỐC¶PHÓ GIÁM ĐỐC¶Ngô Thanh Bình",
        ]
    ]


def test_three_signers_side_by_side(view: View) -> None:
    minutes = """\
    Biên bản lập thành 03 bản, có giá trị như nhau./.

   NGƯỜI LẬP             THƯ KÝ               CHỦ TỊCH HỘI ĐỒNG
   (Đã ký)               (Đã ký)                  (Đã ký)


  Nông Thị Én          Lục Văn Pảo             Hoàng Thị Sáu

    Bản sao gửi các phòng có liên quan để thực hiện theo quy định.
"""
    assert view(minutes)[1:] == [
        [
            [
                "NGƯỜI LẬP¶(Đã ký)¶Nông Thị Én",
                "THƯ KÝ¶(Đã ký)¶Lục Văn Pảo",
                "CHỦ TỊCH HỘI ĐỒNG¶(Đã ký)¶Hoàng Thị Sáu",
            ]
        ],
        "Bản sao gửi các phòng có liên quan để thực hiện theo quy định.",
    ]


def test_letter(view: View) -> None:
    shown = view(LETTER)
    assert shown[0] == [
        [
            "UBND TỈNH TÂN GIANG¶SỞ CÔNG THƯƠNG¶Số: 86 /SCT-QLTM¶V/v báo cáo tình hình dự trữ hàng hóa thiết yếu",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¶Độc lập - Tự do - Hạnh phúc¶Tân Giang, ngày 05 tháng 3 năm 2024",
        ]
    ]
    assert shown[1:3] == [
        "QUYẾT ĐỊNH",
        "Về việc kiểm tra tình hình dự trữ hàng hóa thiết yếu phục vụ nhân dân vùng thường xuyên bị ngập lụt",
    ]
    body = [text for text in shown[3:7] if isinstance(text, str)]
    assert [text[:7] for text in body] == ["Căn cứ ", "1. Rà s", "2. Xây ", "Quyết đ"]
    assert body[0].endswith("Trường hợp có Vướng mắc thì kịp thời phản ánh.")  # back at the margin: goes on
    assert shown[7] == [
        [
            "Nơi nhận:¶- Như trên;¶- UBND tỉnh, các sở, ban, ngành tỉnh;¶- Lưu: VT, QLTM.",
            "TM. BAN CHỈ ĐẠO¶KT. GIÁM ĐỐC¶PHÓ GIÁM ĐỐC¶Ngô Thanh Bình",
        ]
    ]
    assert shown[8:] == [
        "PHỤ LỤC",  # the page number above it is gone
        [
            ["STT", "Tên xã", "Diện tích", "Dân số"],
            ["1", "Xã An Bình", "12,5", "4.500"],
            ["2", "Xã Long Hòa (xã miền núi)", "8,75", "12.300"],
        ],
        "Ghi chú: số liệu năm 2020.",
    ]


def test_pages_and_centring(layout_of: Callable[[str], Layout]) -> None:
    layout = layout_of(LETTER)
    by_text = {block.text: block for block in layout.blocks if isinstance(block, Paragraph)}
    assert by_text["QUYẾT ĐỊNH"].style.align == "center"
    assert by_text["QUYẾT ĐỊNH"].page == 1
    assert by_text["PHỤ LỤC"].page == 2
    assert by_text["Quyết định này có hiệu lực kể từ ngày ký./."].style.align is None


def test_right_column_with_gaps_of_its_own(view: View) -> None:
    text = (
        "  UBND TỈNH TÂN GIANG          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "  SỞ NỘI VỤ                       Độc lập - Tự do - Hạnh phúc\n"
        "                                Tân Giang, ngày      tháng      năm 2024\n"
    )
    assert view(text) == [
        [
            [
                "UBND TỈNH TÂN GIANG¶SỞ NỘI VỤ",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¶Độc lập - Tự do - Hạnh phúc¶Tân Giang, ngày tháng năm 2024",
            ]
        ]
    ]


def test_tabs_as_gaps(view: View) -> None:
    text = "UỶ BAN NHÂN DÂN \t    \t  CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n   TỈNH TÂN GIANG\t\t\t \tĐộc lập – Tự do – Hạnh phúc\n"
    assert view(text) == [
        [["UỶ BAN NHÂN DÂN¶TỈNH TÂN GIANG", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM¶Độc lập – Tự do – Hạnh phúc"]]
    ]


def test_a_table_that_does_not_line_up_stays_text(view: View) -> None:
    text = "STT   Tên xã      Dân số\n1   Xã An Bình, huyện Long Phú, tỉnh Tân Giang có\n    2   nhiều người\n3\n"
    assert all(isinstance(block, str) for block in view(text))


def test_page_number_only_at_the_edge_of_its_page(view: View) -> None:
    assert view("Một.\n\f  2\nHai.\n2\nBa.\n") == ["Một.", "Hai.", "2", "Ba."]


def test_signers_side_by_side(view: View) -> None:
    text = (
        "1. Thông tư này có hiệu lực kể từ ngày ký.\n\n"
        "KT. TỔNG CỤC TRƯỞNG                    KT. BỘ TRƯỞNG BỘ TÀI CHÍNH\n"
        "PHÓ TỔNG CỤC TRƯỞNG                               THỨ TRƯỞNG\n"
        "(Đã ký)                                           (Đã ký)\n"
        "Mai Liêm Thư                                 Phạm Văn Khoản\n"
    )
    assert view(text)[-1] == [
        [
            "KT. TỔNG CỤC TRƯỞNG¶PHÓ TỔNG CỤC TRƯỞNG¶(Đã ký)¶Mai Liêm Thư",
            "KT. BỘ TRƯỞNG BỘ TÀI CHÍNH¶THỨ TRƯỞNG¶(Đã ký)¶Phạm Văn Khoản",
        ]
    ]


def test_a_copy_without_indents_has_its_name_below_both_columns(view: View) -> None:
    text = (
        "Nơi nhận:                                      TM. BAN CHẤP HÀNH\n"
        "- Như Điều 3;                                      CHỦ TỊCH\n"
        "- Lưu: Văn phòng Hội.\n"
        "Vi Thị Hồ\n"
        "HƯỚNG DẪN\n"
        "SẮP XẾP KHO\n"
    )
    assert view(text) == [
        [["Nơi nhận:¶- Như Điều 3;¶- Lưu: Văn phòng Hội.", "TM. BAN CHẤP HÀNH¶CHỦ TỊCH"]],
        "Vi Thị Hồ",
        "HƯỚNG DẪN",
        "SẮP XẾP KHO",
    ]


def test_a_letterhead_below_a_signature_is_a_block_of_its_own(view: View) -> None:
    text = """\
Nơi nhận:                                 CHỦ TỊCH
- Lưu: VT.                                Lê Thị Hoa

UBND TỈNH TÂN GIANG              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
  SỞ CÔNG THƯƠNG                    Độc lập - Tự do - Hạnh phúc
"""
    assert view(text) == [
        [["Nơi nhận:¶- Lưu: VT.", "CHỦ TỊCH¶Lê Thị Hoa"]],
        [
            [
                "UBND TỈNH TÂN GIANG¶SỞ CÔNG THƯƠNG",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¶Độc lập - Tự do - Hạnh phúc",
            ]
        ],
    ]


def test_letterheads_of_a_chairman_and_of_the_youth_union(view: View) -> None:
    chairman = """\
CHỦ TỊCH ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
     TỈNH TÂN GIANG                  Độc lập - Tự do - Hạnh phúc
"""
    union = """\
BCH ĐOÀN TỈNH TÂN GIANG           ĐOÀN TNCS HỒ CHÍ MINH
     BAN THƯỜNG VỤ                Tân Giang, ngày 2 tháng 6 năm 2016
"""
    assert view(chairman) == [
        [
            [
                "CHỦ TỊCH ỦY BAN NHÂN DÂN¶TỈNH TÂN GIANG",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¶Độc lập - Tự do - Hạnh phúc",
            ]
        ]
    ]
    assert view(union) == [
        [
            [
                "BCH ĐOÀN TỈNH TÂN GIANG¶BAN THƯỜNG VỤ",
                "ĐOÀN TNCS HỒ CHÍ MINH¶Tân Giang, ngày 2 tháng 6 năm 2016",
            ]
        ]
    ]


def test_the_label_of_an_appendix_beside_its_author(view: View) -> None:
    shown = view(
        """\
- Lưu: VT.

HỘI ĐỒNG NHÂN DÂN                              Phụ lục I
 PHƯỜNG TÂN GIANG
                     DỰ TOÁN THU NGÂN SÁCH PHƯỜNG
"""
    )
    assert [["HỘI ĐỒNG NHÂN DÂN¶PHƯỜNG TÂN GIANG", "Phụ lục I"]] in shown


def test_the_signature_ends_before_the_label_of_an_appendix(view: View) -> None:
    shown = view(
        """\
Nơi nhận:                                      CHỦ TỊCH
- Như Điều 2;
- Lưu: VT.                                   Ngô Thanh Bình

ỦY BAN NHÂN DÂN                                Biểu số 01
PHƯỜNG TÂN GIANG
"""
    )
    assert shown[-1] == [["ỦY BAN NHÂN DÂN¶PHƯỜNG TÂN GIANG", "Biểu số 01"]]


def test_who_drew_up_a_form_beside_who_signs_it(view: View) -> None:
    shown = view(
        """\
NGƯỜI LẬP BIỂU                            TM. ỦY BAN NHÂN DÂN
(Ký, ghi rõ họ tên)                             CHỦ TỊCH
"""
    )
    assert shown == [[["NGƯỜI LẬP BIỂU¶(Ký, ghi rõ họ tên)", "TM. ỦY BAN NHÂN DÂN¶CHỦ TỊCH"]]]
