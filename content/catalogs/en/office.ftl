# The office's home.
office-head = { $place } · { $seat }
office-no-campaign = No campaign is open here.
office-phase-day = { $phase }, day { $day }
office-enterprises = { $enterprises } enterprises
office-checks = joined { $registered } · begun { $started } · handed in { $submitted }
office-open = overdue { $overdue } · extensions asked { $extensions }
office-switch = Another seat
office-switch-ask = Which seat do you work on now?
office-to-enterprise = To the enterprise
error-invalid-note = A note has at most { $limit } characters; please shorten it.
office-extensions = More time { $extensions }
office-back = ‹ Office
