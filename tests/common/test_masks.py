import pytest

from jiedao.common import masks


@pytest.mark.parametrize(
    ("mask", "plain", "shown"),
    [
        (masks.mask_name, "王敏", "王*"),
        (masks.mask_name, "张小明", "张**"),
        (masks.mask_name, "欧阳明", "欧阳*"),
        (masks.mask_name, "欧阳小明", "欧阳**"),
        (masks.mask_name, "阿依古丽·买买提", "阿**"),
        (masks.mask_name, "王", "*"),
        (masks.mask_name, "", ""),
        (masks.mask_phone, "13800001234", "138****1234"),
        (masks.mask_phone, "021-56781234", "021-****1234"),
        (masks.mask_phone, "12345", "*****"),
        (masks.mask_id, "310113195601010021", "310113********0021"),
        (masks.mask_id, "110105491231002", "110105*****1002"),
        (masks.mask_id, "123", "***"),
        (masks.mask_address, "友谊路12弄3号502室", "友谊路12弄"),
        (masks.mask_address, "宝山路３３号502室", "宝山路"),
        (masks.mask_address, "清和一村3号502", "清和一村"),
        (masks.mask_address, "3号502", ""),
    ],
)
def test_what_a_screen_shows_instead(mask, plain, shown):
    assert mask(plain) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("张慧芳和张慧说漏水", "张**和张*说漏水"),
        ("张慧芳，张慧芳的女儿", "张**，张**的女儿"),
        ("姓张的邻居", "姓张的邻居"),
        ("李玉兰来过", "李玉兰来过"),
        ("打10000000017", "打100****0017"),
        ("打 100-0000-0017 或 100 0000 0017。", "打 100****0017 或 100****0017。"),
        ("打１００００００００１７", "打100****0017"),
        ("家里 021-0000 0003", "家里 021-****0003"),
        ("家里00000003", "家里********"),
        ("编号910000000017，10000000018", "编号910000000017，10000000018"),
        ("", ""),
    ],
)
def test_what_is_known_of_a_household_is_masked_in_free_text(text, shown):
    names = ["张慧", "张慧芳", "张", ""]
    phones = ["10000000017", "021-00000003", "", "110"]
    assert masks.hide_known(text, names=names, phones=phones) == shown


def test_a_neighbour_as_partners_see_her():
    assert masks.mask_person_at("301", "张小明") == "301 室 张**"
    assert masks.mask_person_at("", "张小明") == "张**"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一切平安。", []),
        ("电话 021-5678 1234，2026年11月23日", []),
        ("310113********0021 138****1234", []),
        ("请打13800001234", ["第 1 段有手机号"]),
        ("一\n\n二 138-0000-1234", ["第 2 段有手机号"]),
        ("2026-11-23 １３８００００１２３４", ["第 1 段有手机号"]),
        ("身份证11010519491231002x。", ["第 1 段有身份证号"]),
        ("310113 19560101 0022", ["第 1 段有身份证号"]),
        ("旧证110105491231002", ["第 1 段有身份证号"]),
        ("卡号 4111 1111 1111 1111", ["第 1 段有银行卡号"]),
        ("编号 4111 1111 1111 1112", []),
        (
            "310113195601010021\n13800001234",
            ["第 1 段有身份证号", "第 2 段有手机号"],
        ),
        ("138\u200b00001234", ["第 1 段有手机号"]),
    ],
)
def test_numbers_that_must_not_be_published_are_found(text, found):
    assert masks.contains_private_data(text) == found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("另有电话13800001234。", "另有电话138****1234。"),
        ("打 138 0000 1234 或 138-0000-1234", "打 138****1234 或 138****1234"),
        ("证件３１０１１３１９５６０１０１００２１", "证件310113********0021"),
        ("110113195601010020X", "110113*********020X"),
        ("家里座机 56781234", "家里座机 ********"),
        ("2026-11-23 住 3-502，共 45 平方", "2026-11-23 住 3-502，共 45 平方"),
        ("", ""),
    ],
)
def test_a_note_keeps_its_words_and_loses_its_numbers(text, shown):
    assert masks.hide_numbers(text) == shown
