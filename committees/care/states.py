"""Words of care: the five of the street, on what ground data is kept, and kinds of disability."""

from django.db.models import IntegerChoices, TextChoices


class Care(TextChoices):
    """养老 扶幼 济贫 解困 助残 (DOMAIN §5.1)."""

    ELDER = "elder", "养老"
    CHILD = "child", "扶幼"
    POVERTY = "poverty", "济贫"
    HARDSHIP = "hardship", "解困"
    DISABILITY = "disability", "助残"


class Ground(TextChoices):
    """Why the committee may keep it (个人信息保护法 2021, art. 13)."""

    CONSENT = "consent", "本人同意"
    GUARDIAN = "guardian", "监护人同意"
    DUTY = "duty", "法定职责"
    LIFE = "life", "紧急情况下保护生命健康"


class Colour(TextChoices):
    """Of the letter on the map; never the only carrier of a meaning (UX C.2)."""

    AMBER = "amber", "琥珀"
    VIOLET = "violet", "紫"
    PRIMARY = "primary", "蓝"
    TEAL = "teal", "青"
    GREEN = "green", "绿"
    GREY = "grey", "灰"


class Detail(TextChoices):
    """What a label asks for beside its date."""

    NOTHING = "", "不用写"
    DISABILITY = "disability", "残疾类别和等级"
    WORDS = "words", "写一句说明"


class Disability(TextChoices):
    """残疾人残疾分类和分级 (GB/T 26341-2010), 5."""

    SIGHT = "sight", "视力"
    HEARING = "hearing", "听力"
    SPEECH = "speech", "言语"
    LIMBS = "limbs", "肢体"
    INTELLECT = "intellect", "智力"
    MIND = "mind", "精神"
    SEVERAL = "several", "多重"


class Grade(IntegerChoices):
    """1 is the heaviest."""

    ONE = 1, "一级"
    TWO = 2, "二级"
    THREE = 3, "三级"
    FOUR = 4, "四级"


class Purpose(TextChoices):
    """What somebody agreed to; health and children under 14 have one of their own."""

    REGISTER = "register", "居民登记"
    CARE = "care", "走访关爱"
    HEALTH = "health", "健康情况"
    CHILD = "child", "未满十四周岁儿童的资料"
    CONTACT = "contact", "留紧急联系人"
    SHARE = "share", "把门牌和电话告诉来办事的人"


class Answer(TextChoices):
    GIVEN = "given", "同意"
    REFUSED = "refused", "不同意"
