"""The communes, wards and towns of Lai Châu before mid-2025, by the union of their district."""

COMMUNES = {
    "LC-THU": "thị trấn Than Uyên, Phúc Than, Mường Than, Mường Mít, Pha Mu, Mường Cang, Hua Nà, "
    "Tà Hừa, Mường Kim, Tà Mung, Tà Gia, Khoen On",
    "LC-PTO": "thị trấn Phong Thổ, Bản Lang, Dào San, Hoang Thèn, Huổi Luông, Khổng Lào, "
    "Lản Nhì Thàng, Ma Li Pho, Mồ Sì San, Mù Sang, Mường So, Nậm Xe, Pa Vây Sử, Sì Lở Lầu, "
    "Sin Suối Hồ, Tung Qua Lìn, Vàng Ma Chải",
    "LC-SHO": "thị trấn Sìn Hồ, Căn Co, Chăn Nưa, Hồng Thu, Làng Mô, Lùng Thàng, Ma Quai, Nậm Cha, "
    "Nậm Cuổi, Nậm Hăn, Nậm Mạ, Nậm Tăm, Noong Hẻo, Pa Khóa, Pa Tần, Phăng Sô Lin, Phìn Hồ, "
    "Pu Sam Cáp, Sà Dề Phìn, Tả Ngảo, Tả Phìn, Tủa Sín Chải",
    "LC-MTE": "thị trấn Mường Tè, Bum Nưa, Bum Tở, Ka Lăng, Kan Hồ, Mù Cả, Mường Tè, Nậm Khao, "
    "Pa Ủ, Pa Vệ Sủ, Tà Tổng, Tá Bạ, Thu Lũm, Vàng San",
    "LC-TDU": "thị trấn Tam Đường, Bản Bo, Bản Giang, Bản Hon, Bình Lư, Giang Ma, Hồ Thầu, "
    "Khun Há, Nà Tăm, Nùng Nàng, Sơn Bình, Tả Lèng, Thèn Sin",
    "LC-TP": "Đoàn Kết, Đông Phong, Quyết Thắng, Quyết Tiến, Tân Phong, San Thàng, Sùng Phài",
    "LC-NNH": "thị trấn Nậm Nhùn, Hua Bum, Lê Lợi, Mường Mô, Nậm Ban, Nậm Chà, Nậm Hàng, Nậm Manh, "
    "Nậm Pì, Pú Đao, Trung Chải",
    "LC-TAU": "thị trấn Tân Uyên, Hố Mít, Mường Khoa, Nậm Cần, Nậm Sỏ, Pắc Ta, Phúc Khoa, Tà Mít, "
    "Thân Thuộc, Trung Đồng",
}
