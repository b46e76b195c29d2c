"""The words of a vote. Pure."""

import re


def decided(question: str) -> str:
    """「同意：居民公约修改」 becomes the decision 「同意居民公约修改。」."""
    return re.sub("^同意[：:]", "同意", question.strip()).rstrip("。") + "。"
