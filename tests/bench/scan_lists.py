"""What the decisions of :mod:`tests.bench.scan_fields` are made of: names, bodies and subjects, two lists that share none.

Pages of the first list were looked at while rules were made. Those of the second are only counted: it was written
before the first of them was read, and nothing is ever tuned on it.
"""

from dataclasses import dataclass

from tests.bench.made import PROVINCES, SUBJECTS, UNITS


@dataclass(frozen=True)
class Lists:
    """Names, bodies and subjects; ``plain``: who signs is the head, and the recipients are departments."""

    provinces: tuple[str, ...]
    units: tuple[str, ...]
    subjects: tuple[str, ...]
    family: tuple[str, ...]
    middle: tuple[str, ...]
    given: tuple[str, ...]
    plain: bool
    recipients: tuple[str, ...] = ()


SEEN = Lists(
    provinces=PROVINCES,
    units=UNITS[:5],
    subjects=(
        *SUBJECTS,
        "phê duyệt điều chỉnh quy hoạch chi tiết xây dựng khu dân cư",
        "công bố thủ tục hành chính được sửa đổi, bổ sung",
        "thành lập Tổ công tác cải cách thủ tục hành chính",
        "ban hành Quy chế quản lý cụm công nghiệp",
        "phân bổ kinh phí hỗ trợ giống cây trồng, vật nuôi",
        "bãi bỏ một số văn bản quy phạm pháp luật",
        "kiện toàn Ban Chỉ đạo phòng, chống thiên tai",
        "cho phép chuyển mục đích sử dụng đất trồng lúa",
        "hỗ trợ khẩn cấp khắc phục hậu quả hạn hán, xâm nhập mặn",
        "quy định mức chi và việc sử dụng kinh phí xử lý vi phạm",
    ),
    family=tuple(
        "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Lò Vàng Hà Mai Tạ Đoàn".split()
    ),
    middle=tuple(
        "Văn Thị Hữu Đức Minh Ngọc Quốc Xuân Thanh Đình Công Bá Trọng Tiến Mạnh Thế Viết Duy Kim Hải".split()
    ),
    given=tuple(
        "An Bình Hà Minh Sơn Yến Hùng Dũng Hải Thủy Thảo Phượng Tuấn Lợi Cường Nghĩa Hạnh Lễ Mỹ Quý Tứ Bảy Đệ Ẩn Vỹ "
        "Khởi Thịnh Hiền Giang Trường Chiến Lộc Đạt Luận Tỏa Nhỡ Hưởng Ổn".split()
    ),
    plain=True,
    recipients=UNITS,
)

APART = Lists(
    provinces=(
        "Thanh Hóa", "Hà Tĩnh", "Quảng Ngãi", "Kon Tum", "Bắc Kạn", "Phú Thọ", "Đồng Nai", "Hưng Yên", "Gia Lai",
        "Trà Vinh", "Sóc Trăng", "Lạng Sơn", "Ninh Thuận", "Vĩnh Phúc", "Tuyên Quang", "Bình Phước", "Đắk Lắk",
        "Hậu Giang", "Kiên Giang", "Điện Biên",
    ),
    units=(
        "Sở Công Thương", "Sở Tư pháp", "Sở Kế hoạch và Đầu tư", "Sở Giao thông vận tải", "Sở Khoa học và Công nghệ",
        "Sở Thông tin và Truyền thông", "Sở Tài nguyên và Môi trường", "Sở Nông nghiệp và Phát triển nông thôn",
        "Sở Văn hóa, Thể thao và Du lịch", "Sở Lao động - Thương binh và Xã hội", "Sở Ngoại vụ", "Ban Dân tộc",
    ),
    subjects=(
        "thu hồi đất để thực hiện dự án mở rộng nghĩa trang nhân dân",
        "công nhận xã đạt chuẩn nông thôn mới nâng cao",
        "phê duyệt danh mục vị trí việc làm của các đơn vị sự nghiệp",
        "ban hành đơn giá bồi thường nhà, vật kiến trúc",
        "quy định giá tối đa dịch vụ sử dụng đò, phà",
        "xếp hạng di tích lịch sử, danh lam thắng cảnh",
        "phê duyệt kết quả lựa chọn nhà thầu gói thầu tư vấn khảo sát",
        "thành lập Hội đồng thẩm định giá đất cụ thể",
        "giao biên chế công chức trong các cơ quan hành chính",
        "tặng Bằng khen cho các tập thể, cá nhân có thành tích xuất sắc",
        "điều động, bổ nhiệm cán bộ quản lý các trường trung học",
        "phê duyệt phương án ứng phó sự cố tràn dầu",
        "ủy quyền quyết định chủ trương đầu tư dự án nhóm C",
        "cấp giấy phép khai thác nước dưới đất",
        "tổ chức lại Trung tâm Dịch vụ việc làm thanh niên",
        "quy định định mức kinh tế - kỹ thuật trồng rừng ngập mặn",
        "hủy bỏ kết quả trúng đấu giá quyền khai thác khoáng sản",
        "đặt tên đường, phố và công trình công cộng",
    ),
    family=tuple(
        "Lương Cao Lưu Chu Thái Tống Kiều Quách Triệu Nông Bế Hứa Phùng Nghiêm Khổng Mạc Tôn Uông Giàng Thạch Sầm Lục "
        "Đàm Vương Tăng Lâm Châu Diệp Viên Cù".split()
    ),
    middle=tuple(
        "Quang Hoài Ánh Thúy Bích Anh Vĩnh Như Gia Khắc Hồng Phúc Chí Nhật Bảo Thành Sỹ Phước Việt Hoàng Đăng Tấn "
        "Mộng Kiến Hiếu".split()
    ),
    given=tuple(
        "Quyết Thắng Tùng Lượng Khoa Toàn Lĩnh Diễm Tuyết Vượng Kỳ Hòe Huệ Nghị Tịnh Ngãi Đỉnh Nguyệt Ngữ Mẫn Chuẩn "
        "Oanh Ái Uyên Thụy Rạng Ước Ích Tỵ Vững Hiển Điệp Trí Nhã Khuê Quỳnh Bổng Thưởng Duẩn Sửu".split()
    ),
    plain=False,
    recipients=(
        "Bộ Tư pháp (Cục Kiểm tra văn bản)", "Thường trực Hội đồng nhân dân tỉnh", "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
        "Các sở, ban, ngành", "UBND các huyện, thị xã, thành phố", "Kho bạc Nhà nước tỉnh", "Cục Thuế tỉnh",
        "Đài Phát thanh và Truyền hình tỉnh", "Cổng Thông tin điện tử tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
        "Trung tâm Công báo", "Viện kiểm sát nhân dân tỉnh", "Tòa án nhân dân tỉnh", "Công an tỉnh",
    ),
)  # fmt: skip
