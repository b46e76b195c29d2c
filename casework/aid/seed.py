"""Where help comes from, as a street starts; the street edits the table."""

FUNDS = (
    "街道帮困资金",
    "民政救助",
    "居委会工作经费",
    "慈善公益",
    "党组织关爱资金",
    "单位和居民捐助",
)
