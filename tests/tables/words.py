"""What the invented tables say: header words, names of works, places and bodies of the province of Tân Giang."""

ORDINALS = ("STT", "TT", "Số TT")
NAMES = (
    "Nội dung",
    "Tên dự án",
    "Danh mục dự án",
    "Chỉ tiêu",
    "Hạng mục công trình",
    "Tên công trình",
    "Nhiệm vụ chi",
)
WORKS = (
    "Đường giao thông liên xã", "Trường mầm non", "Trạm y tế", "Kênh thủy lợi nội đồng", "Cầu qua kênh Bảy Thước",
    "Nhà văn hóa khu phố", "Trụ sở làm việc", "Chợ trung tâm", "Hệ thống cấp nước sinh hoạt", "Kè chống sạt lở",
    "Sửa chữa hội trường", "Mua sắm trang thiết bị", "Đào tạo nghề cho lao động nông thôn", "Khu tái định cư",
    "Nâng cấp vỉa hè và hệ thống thoát nước", "Hỗ trợ sản xuất giống cây trồng", "Đo đạc, lập bản đồ địa chính",
)  # fmt: skip
LONG_WORKS = (
    "Nâng cấp, mở rộng đường giao thông từ trung tâm xã đến các ấp vùng sâu và hệ thống thoát nước hai bên đường",
    "Xây dựng, cải tạo và mua sắm thiết bị cho các trường mầm non, tiểu học còn thiếu phòng học trên địa bàn huyện",
    "Hỗ trợ hộ nghèo và hộ cận nghèo làm nhà ở, nước sạch, nhà vệ sinh theo chương trình mục tiêu giai đoạn hai",
)
GROUPS = (
    "Vốn đầu tư xây dựng cơ bản", "Sự nghiệp kinh tế", "Lĩnh vực giao thông", "Lĩnh vực giáo dục và đào tạo",
    "Dự án chuyển tiếp", "Dự án khởi công mới", "Chi thường xuyên", "Ngành nông nghiệp", "Khối huyện", "Y tế, dân số",
    "Công trình hạ tầng kỹ thuật", "Hỗ trợ có mục tiêu",
)  # fmt: skip
COMMUNES = ("Tân Lập", "Hòa Thạnh", "Phú Mỹ", "An Bình", "Long Thới", "Vĩnh Xuân", "Mỹ Phước", "Đông Hải")
PLACES = tuple(f"xã {name}" for name in COMMUNES)
OWNERS = (
    "Ban QLDA tỉnh",
    "Sở Giao thông",
    "UBND huyện Phú Lộc",
    "Sở Y tế",
    "Phòng Giáo dục",
    "UBND xã An Bình",
)
SIZES = (
    "Dài 2,5 km",
    "12 phòng học",
    "500 m2",
    "Cấp IV, 2 tầng",
    "Mặt đường rộng 7 m, dài 1.200 m",
    "200 hộ",
    "Dài\t2,5 km\nRộng\t7 m",
)
REMARKS = ("Chuyển tiếp", "Mới", "Đã phê duyệt", "Xã nông thôn mới", "Vốn đối ứng")
UNITS_OF_ROWS = ("ha", "triệu đồng", "người", "%", "tấn", "hộ", "m2")
PARTS = ("Xây lắp", "Thiết bị", "Chi phí khác", "Dự phòng", "Giải phóng mặt bằng", "Tư vấn")

MONEY_GROUPS = ("Kế hoạch vốn", "Dự toán", "Kinh phí thực hiện", "Nhu cầu vốn", "Nguồn vốn đầu tư")
TOTALS = ("Tổng số", "Tổng cộng", "Tổng vốn", "Tổng kinh phí")
DIVISIONS = ("Chia ra", "Phân theo nguồn", "Bao gồm", "Chia theo năm")
OF_WHICH = ("Trong đó",)
SOURCES = ("Ngân sách trung ương", "NSĐP", "Vốn ODA", "Ngân sách tỉnh", "Vốn khác", "NSTW", "Xã hội hóa")
COUNTS = ("Số lượng", "Số hộ", "Số người", "Khối lượng")
AREAS = ("Diện tích (ha)", "Diện tích (m2)")
COSTS = (
    "Kinh phí",
    "Mức thưởng",
    "Số tiền",
    "Thành tiền",
    "Kinh phí (triệu đồng)",
    "Giá trị (1.000 đồng)",
    "Tổng mức đầu tư",
)
MONEY = (
    "Kinh phí",
    "Số tiền",
    "Thành tiền",
    "Kinh phí thực hiện",
    "Tổng kinh phí",
)  # whatever the unit of the row
IN_YEARS = ("Biên chế giao năm {}", "Số hộ thoát nghèo năm {}", "Dân số trung bình năm {}")
DIFFERENCES, RATIOS = ("Tuyệt đối", "Số tuyệt đối"), ("Tương đối (%)", "Tỷ lệ (%)")
UNIT_PRICES = ("Đơn giá", "Đơn giá (đồng)", "Giá một đơn vị")
CHANGES = ("Tăng, giảm", "Chênh lệch", "Tăng (+), giảm (-)")
PERIODS = ("Kế hoạch giai đoạn {}-{}", "Nhu cầu vốn giai đoạn {}-{}", "Giai đoạn {} - {}")
PRICES = ("Giá đất", "Giá đất (1.000 đồng/m2)", "Mức thu (đồng)")
RATES = ("Tỷ lệ (%)", "Tỷ lệ hoàn thành", "% so với cùng kỳ")
PLANS = ("Kế hoạch giao", "Dự toán được duyệt", "Kế hoạch năm")
RESULTS = ("Thực hiện", "Ước thực hiện", "Giải ngân")
COMPARISONS = ("So sánh (%)", "Tỷ lệ so với kế hoạch (%)", "% thực hiện")
BOXES = (
    "Thông tin chung",
    "Chi tiết theo đơn vị",
    "Kết quả thực hiện",
    "Giai đoạn 2021-2025",
    "Thực hiện nhiệm vụ",
)

TITLES = (
    "DANH MỤC DỰ ÁN ĐẦU TƯ CÔNG", "DỰ TOÁN CHI NGÂN SÁCH ĐỊA PHƯƠNG", "BẢNG GIÁ CÁC LOẠI ĐẤT",
    "CÁC CHỈ TIÊU KINH TẾ - XÃ HỘI CHỦ YẾU", "KẾ HOẠCH PHÂN BỔ VỐN",
)  # fmt: skip
SUBTOTALS = ("Cộng", "Cộng", "Cộng {}", "Cộng ({})", "Cộng mục {}", "Tổng cộng {}", "Tổng ({})")
LABELS = ("Bảng {}.", "Bảng {}:", "Bảng số {}:")
UNIT_LINES = ("Đơn vị tính: {}", "(Đơn vị tính: {})", "ĐVT: {}", "Đơn vị: {}")
CAPTIONS = ("Kinh phí thực hiện", "Danh mục công trình", "Các chỉ tiêu chủ yếu", "Giá đất ở nông thôn")
NOTES = (
    "Số liệu ước thực hiện đến ngày 31 tháng 12",
    "Chưa bao gồm thuế giá trị gia tăng",
    "Đã gồm phần vốn bố trí từ năm trước",
)
