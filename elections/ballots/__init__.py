"""Paper ballots handed out: stations, mobile boxes, proxies, and who has taken one."""
