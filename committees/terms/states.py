"""Posts, how they come about, and the seven specialised committees."""

from django.db.models import TextChoices


class Post(TextChoices):
    CHAIR = "chair", "主任"
    VICE_CHAIR = "vice_chair", "副主任"
    MEMBER = "member", "委员"


class Origin(TextChoices):
    ELECTION = "election", "换届选举"
    BY_ELECTION = "by_election", "补选"
    ACTING = "acting", "临时主持工作"


class SpecialisedKind(TextChoices):
    SECURITY = "security", "治保"
    MEDIATION = "mediation", "调解"
    HEALTH = "health", "卫生"
    FAMILY_PLANNING = "family_planning", "计生"
    CIVIL_AFFAIRS = "civil_affairs", "民政"
    PUBLICITY = "publicity", "宣传"
    WOMEN = "women", "妇女"
