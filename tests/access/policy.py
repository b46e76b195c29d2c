"""Who may open what: the one policy table, written by hand from CONTRACTS.md, never from output.

Every named address has exactly one row; an address without a row fails the build.
`who` names members of the cast (tests/cast.py); everybody else who is signed in gets the 404 of
a missing page, and an anonymous visitor is led to the sign-in page.
`subject` names a maker in tests/access/subjects.py for pages about one object: `who` then see
their own committee's object; the object of the other committee is a 404 for all but the street.
"""

from dataclasses import dataclass

CLERK = frozenset({"clerk"})
DIRECTOR = frozenset({"director"})
ELECTED = frozenset({"director", "member"})
WORK = ELECTED | {"branch", "station"}
STREET = frozenset({"leader", "clerk"})
PARTNERS = frozenset({"owners", "property"})
SIGNED_IN = WORK | STREET | PARTNERS | {"admin", "auditor"}
EVERYBODY = SIGNED_IN | {"anonymous"}


@dataclass(frozen=True)
class Row:
    """One address: who may open it, about which object, and by which method."""

    name: str
    who: frozenset[str]
    subject: str = ""
    method: str = "get"
    canary: bool = True
    """Does the owner's page say the secret word? False for files, and pages that do not name it."""
    outsiders: int = 302
    """What somebody who is not signed in gets: the sign-in page, or 404 as if nothing were here."""


PUBLIC_SUBJECTS = frozenset({"minutes_released", "committee", "indicator"})
"""Makers of what everybody may read: it may stand on anybody's page."""

LEADER = frozenset({"director"})
KEEPS_ACCOUNTS = frozenset({"admin", "director"})
ADMIN = frozenset({"admin"})
NOBODY: frozenset[str] = frozenset()

ENTRY: list[Row] = [
    Row("help", EVERYBODY),
    Row("privacy", EVERYBODY),
    Row("accessibility", EVERYBODY),
    Row("contact", EVERYBODY),
    Row("sitemap", EVERYBODY),
    Row("shortcuts", EVERYBODY),
    Row("display", EVERYBODY, method="post"),
    Row("sign-in", EVERYBODY),
    Row("set-password", EVERYBODY),
    Row("sign-in-code", SIGNED_IN),
    Row("second-factor", SIGNED_IN),
    Row("recovery-codes", SIGNED_IN),
    Row("sign-in-resume", SIGNED_IN),
    Row("sign-in-desk", NOBODY, outsiders=404),  # only with the cookie of a registered PC
    Row("sign-out", EVERYBODY, method="post"),
    Row("demo-enter", NOBODY, method="post", outsiders=404),  # only where JIEDAO_DEMO is on
    Row("me", SIGNED_IN),
    Row("my-password", SIGNED_IN),
    Row("my-pin", WORK),
    Row("sign-out-everywhere", SIGNED_IN, method="post"),
    Row("my-desks", LEADER),
    Row("desk-close", LEADER, "desk", "post"),
    Row("api-drafts", SIGNED_IN),
    Row("drafts", SIGNED_IN),
    Row("api-outbox", EVERYBODY),
    Row("outbox", WORK),
    Row("worker", EVERYBODY),
    Row("draft-discard", LEADER, "draft", "post"),
    Row("people", KEEPS_ACCOUNTS),
    Row("person-new", KEEPS_ACCOUNTS),
    Row("slips", KEEPS_ACCOUNTS),
    Row("person", KEEPS_ACCOUNTS, "person"),
    Row("person-edit", ADMIN, "person"),
    Row("person-reset", KEEPS_ACCOUNTS, "person"),
    Row("pin-unlock", KEEPS_ACCOUNTS, "person", "post"),
    Row("person-phone", KEEPS_ACCOUNTS, "person", "post"),
    Row("posting-new", KEEPS_ACCOUNTS, "person"),
    Row("posting-end", KEEPS_ACCOUNTS, "posting"),
    Row("users", ADMIN),
    Row("rights-review", ADMIN),
    Row("onboard-choose", ADMIN),
    Row("onboard", ADMIN, "committee", canary=False),
]
KEEPERS = frozenset({"clerk", "admin"})
"""Who keeps directory, calendar and offices for the whole street."""

DIRECTORY: list[Row] = [
    Row("committees", EVERYBODY),
    Row("committees-print", EVERYBODY),
    Row("committee-members", EVERYBODY, "committee", canary=False),
    Row("settings-start", KEEPERS),
    Row("settings-committees", KEEPERS),
    Row("settings-committees-import", KEEPERS),
    Row("settings-committees-template", KEEPERS),
    Row("settings-street", KEEPERS),
    Row("settings-committee", KEEPERS, "committee"),
    Row("settings-committee-edit", KEEPERS, "committee"),
    Row("settings-estate-new", KEEPERS, "committee", canary=False),
    Row("settings-estate", KEEPERS, "estate"),
    Row("settings-estate-edit", KEEPERS, "estate"),
    Row("settings-building-remove", KEEPERS, "building"),
    Row("settings-body-new", KEEPERS, "committee", canary=False),
    Row("settings-body-edit", KEEPERS, "body"),
    Row("settings-contact-new", KEEPERS, "body"),
    Row("settings-contact-end", KEEPERS, "contact"),
    Row("settings-mandate-new", KEEPERS, "committee", canary=False),
    Row("settings-mandate-end", KEEPERS, "mandate"),
    Row("settings-specialised", KEEPERS, "committee", canary=False),
    Row("settings-periods", KEEPERS),
    Row("settings-period-remove", KEEPERS, "special_day", "post"),
]
RESIDENTS: list[Row] = [
    Row("households", WORK | STREET),
    Row("household-find", WORK),
    Row("household-new", WORK),
    Row("household", WORK | STREET, "household"),
    Row("resident-new", WORK, "household", canary=False),
    Row("household-leave", WORK, "household", canary=False),
    Row("household-stay", WORK, "household", "post"),
    Row("resident-edit", WORK, "resident"),
    Row("resident-phone", WORK, "resident", "post"),
]
DESK = WORK | STREET
NOTICES: list[Row] = [
    Row("home", EVERYBODY),
    Row("committee-page", EVERYBODY, "committee"),
    Row("committee-notices", EVERYBODY, "committee", canary=False),
    Row("committee-affairs", EVERYBODY, "committee", canary=False),
    Row("committee-feed", EVERYBODY, "committee", canary=False),
    Row("committee-qr", EVERYBODY, "committee"),
    Row("search", EVERYBODY),
    Row("notices", EVERYBODY),
    Row("notice", EVERYBODY, "public_notice"),
    Row("notice-file", EVERYBODY, "public_file", canary=False),
    Row("notice-poster", EVERYBODY, "public_notice"),
    Row("notice-poster-pdf", EVERYBODY, "public_notice", canary=False),
    Row("page-report", EVERYBODY),
    Row("notices-desk", DESK),
    Row("notice-new", DESK),
    Row("notice-urgent", DESK),
    Row("notice-preview", DESK, "notice"),
    Row("notice-edit", WORK, "notice"),
    Row("notice-minute", WORK, "notice", "post"),
    Row("notice-ask", WORK, "notice_money", "post"),
    Row("notice-agree", WORK, "notice_in_review", "post"),
    Row("notice-send-back", WORK, "notice_in_review", "post"),
    Row("notice-release", WORK, "notice", "post"),
    Row("notice-unschedule", WORK, "notice_scheduled", "post"),
    Row("notice-withdraw", WORK, "notice_released"),
    Row("notice-correct", WORK, "notice_released"),
    Row("correction-agree", WORK, "notice_correction", "post"),
    Row("correction-drop", WORK, "notice_correction", "post"),
    Row("notice-pin", WORK, "notice_released", "post"),
    Row("notice-unpin", WORK, "notice_released", "post"),
    Row("notice-put-up", WORK, "notice_released", "post"),
    Row("notice-no-paper", WORK, "notice_corrected", "post"),
    Row("posting-down", WORK, "notice_posting", "post"),
    Row("posting-photo", DESK, "notice_posting", canary=False),
    Row("notice-desk-file", DESK, "notice_desk_file", canary=False),
    Row("notice-file-remove", WORK, "notice_desk_file", "post"),
    Row("notice-desk-poster", DESK, "notice"),
    Row("notice-desk-poster-pdf", DESK, "notice", canary=False),
    Row("correction-poster", DESK, "notice_corrected"),
    Row("page-reports", DESK),
    Row("page-report-settle", DESK, "page_report", "post"),
    Row("page-report-reopen", DESK, "page_report", "post"),
    Row("page-report-reveal", DESK, "page_report", "post"),
]
REMINDERS: list[Row] = [
    Row("inbox", SIGNED_IN),
    Row("inbox-open", frozenset({"director"}), "message", "post"),
    Row("inbox-read-all", SIGNED_IN, method="post"),
    Row("calls", WORK | STREET),
    Row("call-tick", WORK | {"clerk"}, "call", "post"),
    Row("call-undo", WORK | {"clerk"}, "call", "post"),
    Row("ladders", frozenset({"clerk", "admin"})),
    Row("ladder-new", frozenset({"clerk", "admin"}), "ladder-rule", canary=False),
    Row("ladder-step", frozenset({"clerk", "admin"}), "ladder-step"),
    Row("ladder-remove", frozenset({"clerk", "admin"}), "ladder-step", "post"),
    Row("operations", frozenset({"clerk", "admin"})),
    Row("operations-retry", frozenset({"clerk", "admin"}), "given-up", "post"),
    Row("operations-retry-all", frozenset({"clerk", "admin"}), method="post"),
    Row("healthz", EVERYBODY),
]
MEETINGS: list[Row] = [
    Row("meetings", WORK),
    Row("meeting-new", DIRECTOR),
    Row("meeting", WORK | STREET, "meeting"),
    Row("meeting-edit", DIRECTOR, "meeting"),
    Row("meeting-cancel", DIRECTOR, "meeting"),
    Row("meeting-held", DIRECTOR, "meeting"),
    Row("meeting-notice", WORK | STREET, "meeting"),
    Row("meeting-sign-in-sheet", WORK | STREET, "meeting"),
    Row("meeting-link", DIRECTOR, "meeting_guest", "post"),
    Row("representatives", WORK),
    Row("representatives-new", ELECTED),
    Row("representatives-print", WORK),
    Row("seat-edit", ELECTED, "seat"),
    Row("seat-end", DIRECTOR, "seat"),
    Row("demand-new", ELECTED),
    Row("demand-answer", DIRECTOR, "demand"),
    Row("review", WORK, "review"),
    Row("review-count", DIRECTOR, "review"),
    Row("minutes", WORK | STREET, "minutes"),
    Row("minutes-edit", WORK, "minutes"),
    Row("minutes-sign", WORK, "minutes_signing"),
    Row("minutes-move", WORK, "minutes_moved", "post"),
    Row("minutes-addendum", WORK, "minutes"),
    Row("minutes-public", WORK, "minutes"),
    Row("minutes-print", WORK | STREET, "minutes"),
    Row("minutes-word", WORK | STREET, "minutes", canary=False),
    Row("minutes-pdf", WORK | STREET, "minutes", canary=False),
    Row("public-minutes", EVERYBODY, "minutes_released"),
    Row("partner-link", EVERYBODY, "partner_link"),
]
DUTY: list[Row] = [
    Row("duty", WORK),
    Row("duty-check-in", WORK, method="post"),
    Row("duty-check-out", WORK),
    Row("duty-report", WORK),
    Row("duty-shift", WORK, "shift"),
    Row("duty-claim", WORK, "empty_shift", "post"),
    Row("duty-take-over", WORK, "shift"),
    Row("duty-late", WORK, "shift"),
    Row("duty-check-in-undo", WORK, "shift", "post"),
    Row("duty-put", DIRECTOR, "shift"),
    Row("duty-time", DIRECTOR, "draft_shift"),
    Row("duty-plan", DIRECTOR),
    Row("duty-draft", DIRECTOR, method="post"),
    Row("duty-publish", DIRECTOR, "rota", "post"),
    Row("duty-complete", DIRECTOR, "rota", "post"),
    Row("duty-members", DIRECTOR),
    Row("duty-rules", DIRECTOR),
    Row("duty-rules-own", DIRECTOR, method="post"),
    Row("duty-rules-follow", DIRECTOR, method="post"),
    Row("duty-rules-swaps", DIRECTOR, method="post"),
    Row("duty-street-rules", KEEPERS),
    Row("duty-street-rule-new", KEEPERS),
    Row("duty-street-rule", KEEPERS, "street_slot", canary=False),
    Row("duty-rule-new", DIRECTOR),
    Row("duty-rule", DIRECTOR, "slot_rule", canary=False),
    Row("duty-swaps", WORK),
    Row("duty-swap-new", WORK),
    Row("duty-swap-answer", WORK, "swap", "post"),
    Row("duty-leave", WORK),
    Row("duty-leave-cancel", WORK, "duty_leave", "post"),
    Row("duty-handover", WORK),
    Row("duty-point-take", WORK, "handover_point", "post"),
    Row("duty-point-settle", WORK, "handover_point", "post"),
    Row("duty-point-reopen", WORK, "handover_point", "post"),
    Row("duty-print", WORK),
    Row("duty-book", WORK),
    Row("street-duty", STREET),
    Row("street-duty-shifts", STREET),
    Row("street-duty-holiday", STREET),
    Row("street-duty-safe", STREET),
    Row("street-duty-calls", STREET, method="post"),
]
LOG: list[Row] = [
    Row("log", WORK),
    Row("log-new", WORK),
    Row("log-bin", WORK),
    Row("log-entry", WORK, "entry"),
    Row("log-edit", WORK, "entry"),
    Row("log-case", WORK, "entry"),
    Row("log-photo", WORK, "entry_photo", canary=False),
    Row("log-settle", WORK, "entry", "post"),
    Row("log-undo", WORK, "entry", "post"),
    Row("log-restore", WORK, "entry", "post"),
]
CASES: list[Row] = [
    Row("ask", EVERYBODY),
    Row("street-cases", STREET),
    Row("cases", WORK),
    Row("case-new", WORK),
    Row("case-bin", WORK),
    Row("case", WORK | STREET, "case"),
    Row("case-photo", WORK, "case_photo", canary=False),
    Row("case-progress", WORK, "case"),
    Row("case-wait", WORK, "case"),
    Row("case-handover", WORK, "case"),
    Row("case-decline", WORK, "case"),
    Row("case-followup", WORK, "case"),
    Row("case-deadline", WORK, "case"),
    Row("case-close", WORK, "case"),
    Row("case-send-back", WORK, "case"),
    Row("case-reopen", WORK, "case"),
    Row("case-edit", WORK, "case"),
    Row("case-accept", WORK, "case", "post"),
    Row("case-settle", WORK, "case", "post"),
    Row("case-confirm", WORK, "case", "post"),
    Row("case-undo", WORK, "case", "post"),
    Row("case-restore", WORK, "case", "post"),
    Row("case-phone", WORK, "case", "post"),
]
REGULATIONS: list[Row] = [
    Row("rules", EVERYBODY),
    Row("rule", EVERYBODY, "public_rule"),
    Row("rule-version", EVERYBODY, "public_version"),
    Row("rule-compare", EVERYBODY, "renewed_rule"),
    Row("committee-covenants", EVERYBODY, "committee", canary=False),
    Row("covenant", EVERYBODY, "public_rule"),
    Row("covenant-poster", EVERYBODY, "public_rule"),
    Row("covenant-poster-pdf", EVERYBODY, "public_rule", canary=False),
    Row("rules-mine", WORK),
    Row("rule-own-new", WORK),
    Row("rule-own", WORK | STREET, "rule_draft"),
    Row("rule-adopt", DIRECTOR, "rule_draft", canary=False),
    Row("rule-offer", WORK, "rule_offer"),
    Row("rule-own-renew", WORK, "rule_own", "post"),
    Row("rule-read", ELECTED, "rule_own", "post"),
    Row("rule-readers", WORK | STREET, "rule_own", canary=False),
    Row("rule-remind", DIRECTOR, "rule_own", "post"),
    Row("rule-file", ELECTED, "rule_own", "post"),
    Row("filings", STREET),
    Row("filing-answer", STREET, "filing"),
    Row("rules-street", STREET),
    Row("rule-new", CLERK),
    Row("rule-street", STREET, "street_rule"),
    Row("rule-renew", CLERK, "street_rule", "post"),
    Row("rule-issue", CLERK, "street_draft"),
    Row("rule-review", CLERK, "street_rule", "post"),
    Row("rule-repeal", CLERK, "street_rule"),
    Row("rule-remove", CLERK, "street_draft", "post"),
    Row("rule-draft-edit", WORK, "rule_draft"),
    Row("rule-draft-drop", WORK, "rule_draft", "post"),
    Row("requirement-new", WORK, "rule_draft", canary=False),
    Row("requirement-edit", WORK, "requirement", canary=False),
    Row("requirement-drop", WORK, "requirement", "post"),
    Row("basis-new", WORK, "rule_draft", canary=False),
    Row("basis-drop", WORK, "basis", "post"),
]
TODAY: list[Row] = [
    Row("today", WORK),
    Row("more", WORK),
    Row("actions", PARTNERS),
    Row("calendar-feed", EVERYBODY, "calendar_feed"),
    Row("my-calendar", WORK),
    Row("my-calendar-make", WORK, method="post"),
    Row("my-calendar-revoke", WORK, method="post"),
]
STREET_PAGES: list[Row] = [
    Row("street", STREET),
    Row("street-export", STREET),
    Row("street-list", STREET, "overdue_list"),
    Row("definitions", WORK | STREET),
    Row("definition", STREET, "indicator"),
    Row("street-committee", STREET, "committee"),
    Row("street-contact", CLERK, "committee", "post"),
    Row("street-today", STREET),
    Row("street-late", STREET),
    Row("street-remind", CLERK, method="post"),
    Row("street-regulations", STREET),
    Row("street-adoption", STREET),
    Row("measures", WORK),
    Row("measure", WORK | STREET, "measure", canary=False),
    Row("work-reports", WORK | STREET),
    Row("work-report-new", ELECTED),
    Row("work-report", WORK | STREET, "report"),
    Row("work-report-edit", ELECTED, "report_draft"),
    Row("work-report-answer", frozenset({"branch", "clerk"}), "report", "post"),
    Row("work-report-move", DIRECTOR, "report_moved", "post"),
    Row("work-report-word", WORK | STREET, "report", canary=False),
    Row("street-meetings", STREET),
    Row("street-meetings-export", STREET),
]
SETTINGS: list[Row] = [
    Row("settings", STREET | {"admin"}),
    Row("audit", frozenset({"auditor", "director"})),
    Row("audit-heads", frozenset({"auditor"})),
    Row("indicators", CLERK),
    Row("indicator-edit", CLERK, "indicator"),
]

POLICY = [
    *ENTRY,
    *DIRECTORY,
    *RESIDENTS,
    *NOTICES,
    *REMINDERS,
    *MEETINGS,
    *DUTY,
    *LOG,
    *CASES,
    *REGULATIONS,
    *TODAY,
    *STREET_PAGES,
    *SETTINGS,
]
