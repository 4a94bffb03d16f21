"""Migration 0039: what campaigns that have ended stood at on their last day is taken over."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage.base.urls import sqlite_url
from storage.installation import migrate


async def test_the_last_day_of_an_ended_campaign_is_kept_and_nothing_is_made_up(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "chenan.db")
    await migrate.upgrade(url, "0038")
    with sqlite3.connect(tmp_path / "chenan.db") as connection:
        connection.executescript("""
            INSERT INTO jurisdictions (id, code, name) VALUES (1, 'a', '甲'), (2, 'b', '乙');
            INSERT INTO forms (digest, pack, body) VALUES ('d', 'hailing', '{}');
            INSERT INTO campaigns (id, jurisdiction_id, pack, form_digest, start_on, state, opened_at,
                                   last_number, closed_on)
            VALUES (1, 1, 'hailing', 'd', '2026-01-01', 'closed', '2026-01-01 00:00:00', 0, '2026-05-04'),
                   (2, 1, 'hailing', 'd', '2026-06-01', 'open', '2026-06-01 00:00:00', 0, NULL);
            INSERT INTO place_progress (campaign_id, jurisdiction_id, enterprises, joined, started, submitted,
                                        reviewed, closed, undecided, to_do, done, settled, overdue)
            VALUES (1, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 1), (1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                   (2, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0);
        """)
    await migrate.upgrade(url)
    with sqlite3.connect(tmp_path / "chenan.db") as connection:
        rows = connection.execute("SELECT * FROM place_days").fetchall()
        assert connection.execute("SELECT DISTINCT ranked FROM jurisdictions").fetchall() == [(1,)]
    assert rows == [(1, "2026-05-04", 1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 1)]
