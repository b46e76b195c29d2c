"""What a resident reads, as a street starts; the street edits the table (S28)."""

HEAD = "{称呼}：您反映的“{事项}”（{号码}）"
KINDS = {
    "hardship": "您家的困难我们记下了。",
    "issue": "您反映的情况我们记下了。",
    "dispute": "两家的话我们都会听。",
    "advice": "您问的事我们记下了。",
    "proposal": "您的建议我们记下了，谢谢您。",
}
WORDS = {
    "new": "，{登记日}已经登记。{kind}最晚{期限}给您答复。有急事请打 {电话}。",
    "working": "，我们正在办。最晚{期限}给您答复。有急事请打 {电话}。",
    "waiting": "，要等别的单位回话，我们在催。最晚{期限}告诉您办到哪里。有急事请打 {电话}。",
    "followed_up": "，已经办了，也问过您。结果是：{结果}。还有问题请打 {电话}。",
    "closed": "，办好了。结果是：{结果}。要是没解决，请打 {电话}，我们接着办。",
}


def standard_texts() -> list[dict[str, str]]:
    """One text for each kind and state."""
    return [
        {"kind": kind, "state": state, "text": HEAD + words.replace("{kind}", opening)}
        for kind, opening in KINDS.items()
        for state, words in WORDS.items()
    ]
