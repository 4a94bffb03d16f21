"""All tables, as they are since revision 0037; the steps before it were squashed into this one.

A database of revision 0037 needs nothing. One of an earlier revision is refused
(`storage/installation/migrate.py:SQUASHED`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WITHOUT_STATISTICS: dict[str, tuple[str, ...]] = {
    "outbox": ("dedupe_key", "telegram_id"),
    "report_departments": ("report_id", "jurisdiction_id", "department"),
    "report_files": (
        "name",
        "report_id",
        "message_id",
        "number",
        "key_id",
        "key_office",
        "key_worker",
        "photo_tag",
    ),
    "report_messages": (
        "id",
        "report_id",
        "position",
        "author",
        "day",
        "released",
        "key_id",
        "body",
        "key_office",
        "key_worker",
    ),
    "reports": (
        "id",
        "case_number",
        "receipt_hash",
        "worker_public",
        "category",
        "jurisdiction_id",
        "enterprise_tag",
        "text_tag",
        "urgent",
        "state",
        "pending",
        "wish",
        "result",
        "received_on",
        "accepted_on",
        "answered_on",
        "closed_on",
        "handler_id",
    ),
    "tip_subscribers": ("telegram_id", "language", "issue"),
}
"""Columns that PostgreSQL takes no samples of: reports and the accounts of their readers."""
WATCHED = {
    "enterprises": ("id", "state, jurisdiction_id"),
    "contacts": ("enterprise_id", "enterprise_id"),
    "self_checks": ("enterprise_id", "state, enterprise_id, campaign_id"),
    "findings": ("enterprise_id", "state, enterprise_id, self_check_id"),
    "rectifications": ("enterprise_id", "state, enterprise_id, finding_id"),
    "owed_photos": ("enterprise_id", "state, enterprise_id, self_check_id"),
}
"""Tables of kept progress: the column that names the enterprise, and the columns whose change counts."""
FOR_ALL = {"campaigns": "INSERT", "jurisdictions": "UPDATE OF parent_id"}
"""Tables whose changes concern every enterprise."""
MARK = "INSERT INTO progress_marks (enterprise_id)"
EVERYBODY = "INSERT INTO progress_marks (enterprise_id) SELECT id FROM enterprises"
TABLES = (
    "resumption_photos",
    "resumptions",
    "photo_bands",
    "measures",
    "review_questions",
    "review_items",
    "report_files",
    "rectifications",
    "invites",
    "finding_guests",
    "finding_comments",
    "extensions",
    "evidence",
    "escalations",
    "web_sessions",
    "summary_cases",
    "reviews",
    "report_messages",
    "report_departments",
    "reminders",
    "owed_photos",
    "notice_targets",
    "notice_files",
    "notice_copies",
    "note_digests",
    "findings",
    "duty_files",
    "department_opinions",
    "circular_copies",
    "answers",
    "web_pins",
    "web_logins",
    "upkeeps",
    "summaries",
    "staff_invites",
    "staff",
    "spot_checks",
    "self_checks",
    "reports",
    "reminder_mutes",
    "outbox",
    "office_rules",
    "notices",
    "join_requests",
    "inspection_officers",
    "inspection_files",
    "inspection_departments",
    "inspection_answers",
    "former_contacts",
    "duty_records",
    "duty_marks",
    "digests",
    "contacts",
    "circulars",
    "campaign_moves",
    "accounts",
    "posters",
    "place_progress",
    "people",
    "inspections",
    "campaign_phases",
    "campaign_duties",
    "report_hotlines",
    "enterprises",
    "campaigns",
    "web_messages",
    "web_inboxes",
    "tip_subscribers",
    "report_folder",
    "report_batches",
    "progress_marks",
    "operators",
    "operator_invites",
    "operator_alerts",
    "leases",
    "jurisdictions",
    "forms",
    "dialog_states",
    "clock_trust",
    "campaign_progress",
    "audit",
)
"""All tables, so that none is dropped before the tables that refer to it."""


def _where(condition: str) -> dict[str, Any]:
    """The condition of a partial index on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    """Create tables and indexes, then the triggers of kept progress and the settings of PostgreSQL."""
    op.create_table(
        "audit",
        sa.Column("id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=8), nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_subject", "audit", ["subject", "subject_id"], unique=False)
    op.create_table(
        "campaign_progress",
        sa.Column("enterprise_id", KEY, autoincrement=False, nullable=False),
        sa.Column("campaign_id", KEY, autoincrement=False, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("enterprises", sa.Integer(), nullable=False),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.Column("started", sa.Integer(), nullable=False),
        sa.Column("submitted", sa.Integer(), nullable=False),
        sa.Column("reviewed", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("undecided", sa.Integer(), nullable=False),
        sa.Column("to_do", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", "campaign_id", name=op.f("pk_campaign_progress")),
    )
    op.create_table(
        "clock_trust",
        sa.Column("id", KEY, nullable=False),
        sa.Column("believed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("later_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("even_seconds", sa.Integer(), nullable=False),
        sa.Column("back_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("back_to", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_trust")),
    )
    op.create_table(
        "dialog_states",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("chat", sa.String(length=64), nullable=False),
        sa.Column("data", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_dialog_states")),
    )
    op.create_index(op.f("ix_dialog_states_chat"), "dialog_states", ["chat"], unique=False)
    op.create_table(
        "forms",
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("pack", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_forms")),
    )
    op.create_table(
        "jurisdictions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("parent_id", KEY, nullable=True),
        sa.Column("level", sa.String(length=8), server_default="", nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=True),
        sa.Column("hotline", sa.String(length=40), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["jurisdictions.id"], name=op.f("fk_jurisdictions_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jurisdictions")),
        sa.UniqueConstraint("code", name=op.f("uq_jurisdictions_code")),
    )
    op.create_index(op.f("ix_jurisdictions_parent_id"), "jurisdictions", ["parent_id"], unique=False)
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "operator_alerts",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_operator_alerts")),
    )
    op.create_table(
        "operator_invites",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_operator_invites")),
    )
    op.create_table(
        "operators",
        sa.Column("id", KEY, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operators")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_operators_telegram_id")),
    )
    op.create_table(
        "progress_marks",
        sa.Column("id", KEY, nullable=False),
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_marks")),
    )
    op.create_index("ix_progress_marks_enterprise", "progress_marks", ["enterprise_id"], unique=False)
    op.create_table(
        "report_batches",
        sa.Column("slot", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("slot", name=op.f("pk_report_batches")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "report_folder",
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_report_folder")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tip_subscribers",
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("telegram_id", name=op.f("pk_tip_subscribers")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "web_inboxes",
        sa.Column("address", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_web_inboxes")),
    )
    op.create_table(
        "web_messages",
        sa.Column("id", KEY, nullable=False),
        sa.Column("address", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("is_silent", sa.Boolean(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_messages")),
    )
    op.create_index(
        "ix_web_messages_file", "web_messages", ["sha256"], unique=False, **_where("sha256 IS NOT NULL")
    )
    op.create_index("ix_web_messages_sent", "web_messages", ["sent_at"], unique=False)
    op.create_index("ix_web_messages_version", "web_messages", ["address", "version"], unique=False)
    op.create_index("uq_web_messages_address", "web_messages", ["address", "message_id"], unique=True)
    op.create_table(
        "campaigns",
        sa.Column("id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("pack", sa.String(length=40), nullable=False),
        sa.Column("form_digest", sa.String(length=32), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=40), server_default="Asia/Shanghai", nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("close_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("endings", sa.Integer(), server_default="0", nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["form_digest"], ["forms.digest"], name=op.f("fk_campaigns_form_digest")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_campaigns_jurisdiction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
    )
    op.create_index("ix_campaigns_open", "campaigns", ["jurisdiction_id", "state"], unique=False)
    op.create_index("ix_campaigns_state", "campaigns", ["state"], unique=False)
    op.create_table(
        "enterprises",
        sa.Column("id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("industry", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("hazards", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contact_name", sa.String(length=64), server_default="", nullable=False),
        sa.Column("phone", sa.String(length=40), server_default="", nullable=False),
        sa.Column("merged_into", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_enterprises_jurisdiction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprises")),
        sa.UniqueConstraint("credit_code", name=op.f("uq_enterprises_credit_code")),
    )
    op.create_index(
        "ix_enterprises_merged",
        "enterprises",
        ["merged_into"],
        unique=False,
        **_where("merged_into IS NOT NULL"),
    )
    op.create_index("ix_enterprises_place", "enterprises", ["jurisdiction_id", "state"], unique=False)
    op.create_table(
        "report_hotlines",
        sa.Column("id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("department", sa.String(length=20), nullable=False),
        sa.Column("hours", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_report_hotlines_jurisdiction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_hotlines")),
        sa.UniqueConstraint(
            "jurisdiction_id", "number", name=op.f("uq_report_hotlines_jurisdiction_id_number")
        ),
    )
    op.create_table(
        "campaign_duties",
        sa.Column("id", KEY, nullable=False),
        sa.Column("campaign_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("grace_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_duties_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_duties")),
        sa.UniqueConstraint("campaign_id", "code", name=op.f("uq_campaign_duties_campaign_id_code")),
    )
    op.create_table(
        "campaign_phases",
        sa.Column("id", KEY, nullable=False),
        sa.Column("campaign_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_phases_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_phases")),
        sa.UniqueConstraint("campaign_id", "code", name=op.f("uq_campaign_phases_campaign_id_code")),
    )
    op.create_table(
        "inspections",
        sa.Column("id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("department", sa.String(length=12), nullable=False),
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("announced", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("campaign_id", KEY, nullable=True),
        sa.Column("form_digest", sa.String(length=32), nullable=True),
        sa.Column("industry", sa.String(length=40), server_default="", nullable=False),
        sa.Column("facts", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", KEY, nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("present", sa.String(length=64), server_default="", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("ordered", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_inspections_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_inspections_jurisdiction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspections")),
    )
    op.create_index(
        "ix_inspections_campaign", "inspections", ["campaign_id", "state", "enterprise_id"], unique=False
    )
    op.create_index(
        "ix_inspections_place", "inspections", ["jurisdiction_id", "state", "planned_on"], unique=False
    )
    op.create_index(
        "uq_inspections_visit",
        "inspections",
        ["enterprise_id", "jurisdiction_id", "department", "planned_on"],
        unique=True,
    )
    op.create_table(
        "people",
        sa.Column("id", KEY, nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("enterprise_id", KEY, nullable=True),
        sa.Column("unreachable_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", KEY, nullable=True),
        sa.Column("account_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_people_enterprise_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_table(
        "place_progress",
        sa.Column("campaign_id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("enterprises", sa.Integer(), nullable=False),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.Column("started", sa.Integer(), nullable=False),
        sa.Column("submitted", sa.Integer(), nullable=False),
        sa.Column("reviewed", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("undecided", sa.Integer(), nullable=False),
        sa.Column("to_do", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        sa.Column("overdue", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_place_progress_campaign_id")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_place_progress_jurisdiction_id")
        ),
        sa.PrimaryKeyConstraint("campaign_id", "jurisdiction_id", name=op.f("pk_place_progress")),
    )
    op.create_table(
        "posters",
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_posters_enterprise_id")),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_posters")),
        sa.UniqueConstraint("code", name=op.f("uq_posters_code")),
    )
    op.create_table(
        "accounts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("address", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unreachable_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unreachable_reason", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_accounts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
    )
    op.create_index(op.f("ix_accounts_person_id"), "accounts", ["person_id"], unique=False)
    op.create_index(
        "uq_accounts_live", "accounts", ["address", "channel"], unique=True, **_where("ended_at IS NULL")
    )
    op.create_table(
        "campaign_moves",
        sa.Column("id", KEY, nullable=False),
        sa.Column("campaign_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("first_before", sa.Date(), nullable=True),
        sa.Column("last_before", sa.Date(), nullable=True),
        sa.Column("first_after", sa.Date(), nullable=True),
        sa.Column("last_after", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_moves_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["moved_by"], ["people.id"], name=op.f("fk_campaign_moves_moved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_moves")),
    )
    op.create_index("ix_campaign_moves_campaign", "campaign_moves", ["campaign_id", "id"], unique=False)
    op.create_table(
        "circulars",
        sa.Column("id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("sent_by", KEY, nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_circulars_jurisdiction_id")
        ),
        sa.ForeignKeyConstraint(["sent_by"], ["people.id"], name=op.f("fk_circulars_sent_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circulars")),
        sa.UniqueConstraint("token", name=op.f("uq_circulars_token")),
    )
    op.create_index("ix_circulars_jurisdiction", "circulars", ["jurisdiction_id"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_contacts_enterprise_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_contacts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("enterprise_id", "person_id", name=op.f("uq_contacts_enterprise_id_person_id")),
    )
    op.create_index(op.f("ix_contacts_enterprise_id"), "contacts", ["enterprise_id"], unique=False)
    op.create_index("ix_contacts_joined", "contacts", ["joined_at"], unique=False)
    op.create_index(op.f("ix_contacts_person_id"), "contacts", ["person_id"], unique=False)
    op.create_table(
        "digests",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_digests_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        sa.UniqueConstraint("person_id", "day", "kind", name=op.f("uq_digests_person_id_day_kind")),
    )
    op.create_table(
        "duty_marks",
        sa.Column("id", KEY, nullable=False),
        sa.Column("campaign_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_by", KEY, nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_duty_marks_campaign_id")),
        sa.ForeignKeyConstraint(["done_by"], ["people.id"], name=op.f("fk_duty_marks_done_by")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_duty_marks_jurisdiction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_marks")),
        sa.UniqueConstraint(
            "campaign_id",
            "code",
            "jurisdiction_id",
            "period_on",
            name=op.f("uq_duty_marks_campaign_id_code_jurisdiction_id_period_on"),
        ),
    )
    op.create_table(
        "duty_records",
        sa.Column("id", KEY, nullable=False),
        sa.Column("campaign_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("enterprise_id", KEY, nullable=True),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("sentence", sa.String(length=200), nullable=False),
        sa.Column("recorded_by", KEY, nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sendings", sa.Integer(), nullable=False),
        sa.Column("answered_by", KEY, nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_duty_records_answered_by")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_duty_records_campaign_id")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_duty_records_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_duty_records_jurisdiction_id")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name=op.f("fk_duty_records_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_records")),
    )
    op.create_index(
        "ix_duty_records_duty", "duty_records", ["campaign_id", "jurisdiction_id", "code"], unique=False
    )
    op.create_index("ix_duty_records_enterprise", "duty_records", ["enterprise_id"], unique=False)
    op.create_table(
        "former_contacts",
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_former_contacts_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_former_contacts_jurisdiction_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_former_contacts_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "enterprise_id", "jurisdiction_id", name=op.f("pk_former_contacts")
        ),
    )
    op.create_index(
        op.f("ix_former_contacts_enterprise_id"), "former_contacts", ["enterprise_id"], unique=False
    )
    op.create_table(
        "inspection_answers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("inspection_id", KEY, nullable=False),
        sa.Column("question", sa.String(length=8), nullable=False),
        sa.Column("verdict", sa.String(length=4), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("answered_by", KEY, nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_inspection_answers_answered_by")),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspections.id"],
            name=op.f("fk_inspection_answers_inspection_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_answers")),
        sa.UniqueConstraint(
            "inspection_id", "question", name=op.f("uq_inspection_answers_inspection_id_question")
        ),
    )
    op.create_table(
        "inspection_departments",
        sa.Column("inspection_id", KEY, nullable=False),
        sa.Column("department", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspections.id"],
            name=op.f("fk_inspection_departments_inspection_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("inspection_id", "department", name=op.f("pk_inspection_departments")),
    )
    op.create_table(
        "inspection_files",
        sa.Column("id", KEY, nullable=False),
        sa.Column("inspection_id", KEY, nullable=False),
        sa.Column("question", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("original_sha256", sa.String(length=64), nullable=False),
        sa.Column("mime", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("preview_sha256", sa.String(length=64), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("likeness", sa.String(length=16), nullable=True),
        sa.Column("added_by", KEY, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_inspection_files_added_by")),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspections.id"],
            name=op.f("fk_inspection_files_inspection_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_files")),
        sa.UniqueConstraint(
            "inspection_id",
            "question",
            "original_sha256",
            name=op.f("uq_inspection_files_inspection_id_question_original_sha256"),
        ),
    )
    op.create_table(
        "inspection_officers",
        sa.Column("inspection_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("department", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspections.id"],
            name=op.f("fk_inspection_officers_inspection_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_inspection_officers_person_id")),
        sa.PrimaryKeyConstraint("inspection_id", "person_id", name=op.f("pk_inspection_officers")),
    )
    op.create_table(
        "join_requests",
        sa.Column("id", KEY, nullable=False),
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", KEY, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("own_phone", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_join_requests_decided_by")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_join_requests_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_join_requests_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_requests")),
    )
    op.create_index(op.f("ix_join_requests_person_id"), "join_requests", ["person_id"], unique=False)
    op.create_index(
        "uq_join_requests_open",
        "join_requests",
        ["enterprise_id", "person_id"],
        unique=True,
        **_where("state = 'open'"),
    )
    op.create_table(
        "notices",
        sa.Column("id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("campaign_id", KEY, nullable=True),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=True),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("again", sa.Integer(), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held", sa.String(length=8), nullable=True),
        sa.Column("returned", sa.String(length=300), nullable=False),
        sa.Column("job", sa.String(length=8), nullable=True),
        sa.Column("job_total", sa.Integer(), nullable=False),
        sa.Column("job_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("job_by", KEY, nullable=True),
        sa.Column("enterprises", sa.Integer(), nullable=False),
        sa.Column("unregistered", sa.Integer(), nullable=False),
        sa.Column("blocked", sa.Integer(), nullable=False),
        sa.Column("progress_open", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", KEY, nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("topped_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gathered_id", KEY, nullable=True),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reached_by", sa.String(length=3), server_default="any", nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_notices_author_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_notices_campaign_id")),
        sa.ForeignKeyConstraint(["job_by"], ["people.id"], name=op.f("fk_notices_job_by")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_notices_jurisdiction_id")
        ),
        sa.ForeignKeyConstraint(["released_by"], ["people.id"], name=op.f("fk_notices_released_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(
        "ix_notices_at_work",
        "notices",
        ["state", "id"],
        unique=False,
        **_where("state IN ('scheduled', 'sending', 'paused')"),
    )
    op.create_index("ix_notices_place", "notices", ["jurisdiction_id", "id"], unique=False)
    op.create_index("ix_notices_shown", "notices", ["id"], unique=False, **_where("progress_open"))
    op.create_index(
        "ix_notices_standing", "notices", ["id"], unique=False, **_where("standing AND state = 'sent'")
    )
    op.create_index(
        "ix_notices_valid",
        "notices",
        ["valid_until"],
        unique=False,
        **_where("valid_until IS NOT NULL AND state IN ('waiting', 'scheduled', 'sending', 'paused')"),
    )
    op.create_table(
        "office_rules",
        sa.Column("id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("again", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["people.id"], name=op.f("fk_office_rules_changed_by_people")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"],
            ["jurisdictions.id"],
            name=op.f("fk_office_rules_jurisdiction_id_jurisdictions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_rules")),
        sa.UniqueConstraint("jurisdiction_id", "rule", name=op.f("uq_office_rules_jurisdiction_id_rule")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", KEY, nullable=False),
        sa.Column("dedupe_key", sa.String(length=120), nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("text_key", sa.String(length=60), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("button", sa.JSON(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=200), nullable=True),
        sa.Column("action", sa.String(length=8), server_default="send", nullable=False),
        sa.Column("topic", sa.String(length=12), nullable=True),
        sa.Column("topic_id", KEY, nullable=True),
        sa.Column("message_ids", sa.JSON(), nullable=True),
        sa.Column("telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("enterprise_id", KEY, nullable=True),
        sa.Column("self_check_id", KEY, nullable=True),
        sa.Column("office_id", KEY, nullable=True),
        sa.Column("needs", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_outbox_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_dedupe_key")),
    )
    op.create_index(
        "ix_outbox_about",
        "outbox",
        ["enterprise_id"],
        unique=False,
        **_where("enterprise_id IS NOT NULL AND state IN ('pending', 'retry', 'failed')"),
    )
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["priority", "not_before", "id", "person_id", "state"],
        unique=False,
        **_where("state IN ('pending', 'retry')"),
    )
    op.create_index(
        "ix_outbox_reader",
        "outbox",
        ["person_id"],
        unique=False,
        **_where(
            "(enterprise_id IS NOT NULL OR office_id IS NOT NULL) AND state IN ('pending', 'retry', 'failed')"
        ),
    )
    op.create_index("ix_outbox_sending", "outbox", ["lease_until"], unique=False, **_where("state = 'sending'"))
    op.create_index("ix_outbox_sent", "outbox", ["sent_at"], unique=False, **_where("state = 'sent'"))
    op.create_index(
        "ix_outbox_topic",
        "outbox",
        ["topic", "topic_id"],
        unique=False,
        **_where("topic IS NOT NULL AND state IN ('pending', 'retry', 'sending')"),
    )
    op.create_table(
        "reminder_mutes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=12), nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("muted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reminder_mutes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_mutes")),
        sa.UniqueConstraint(
            "person_id",
            "rule",
            "subject",
            "subject_id",
            name=op.f("uq_reminder_mutes_person_id_rule_subject_subject_id"),
        ),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_number", sa.String(length=9), nullable=False),
        sa.Column("receipt_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("worker_public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("enterprise_tag", sa.LargeBinary(length=32), nullable=True),
        sa.Column("text_tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.Column("wish", sa.String(length=8), nullable=True),
        sa.Column("result", sa.String(length=10), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("handler_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["handler_id"], ["people.id"], name=op.f("fk_reports_handler_id")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_reports_jurisdiction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("case_number", name=op.f("uq_reports_case_number")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_reports_receipt_hash")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_reports_pending", "reports", ["urgent"], unique=False, **_where("pending"))
    op.create_index("ix_reports_state", "reports", ["state", "received_on"], unique=False)
    op.create_table(
        "self_checks",
        sa.Column("id", KEY, nullable=False),
        sa.Column("campaign_id", KEY, nullable=False),
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.Column("form_digest", sa.String(length=32), nullable=False),
        sa.Column("industry", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("previous_id", KEY, nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", KEY, nullable=True),
        sa.Column("submissions", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reasons", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("recheck_on", sa.Date(), nullable=True),
        sa.Column("by_office", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_self_checks_campaign_id")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_self_checks_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["form_digest"], ["forms.digest"], name=op.f("fk_self_checks_form_digest")),
        sa.ForeignKeyConstraint(["previous_id"], ["self_checks.id"], name=op.f("fk_self_checks_previous_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["people.id"], name=op.f("fk_self_checks_submitted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_checks")),
        sa.UniqueConstraint(
            "campaign_id", "enterprise_id", name=op.f("uq_self_checks_campaign_id_enterprise_id")
        ),
    )
    op.create_index(
        "ix_self_checks_recheck",
        "self_checks",
        ["recheck_on"],
        unique=False,
        **_where("recheck_on IS NOT NULL"),
    )
    op.create_index(
        "ix_self_checks_risk", "self_checks", ["campaign_id", "state", "priority", "id"], unique=False
    )
    op.create_index("ix_self_checks_state", "self_checks", ["campaign_id", "state"], unique=False)
    op.create_index(
        "ix_self_checks_unit", "self_checks", ["enterprise_id", "campaign_id", "state"], unique=False
    )
    op.create_table(
        "spot_checks",
        sa.Column("id", KEY, nullable=False),
        sa.Column("campaign_id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("among", sa.Integer(), nullable=False),
        sa.Column("self_checks", sa.JSON(), nullable=False),
        sa.Column("drawn_by", KEY, nullable=True),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_spot_checks_campaign_id")),
        sa.ForeignKeyConstraint(["drawn_by"], ["people.id"], name=op.f("fk_spot_checks_drawn_by")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_spot_checks_jurisdiction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_checks")),
    )
    op.create_index("ix_spot_checks_place", "spot_checks", ["jurisdiction_id", "campaign_id"], unique=False)
    op.create_table(
        "staff",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("campaign_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_staff_jurisdiction_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_staff_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    op.create_index(
        "ix_staff_place", "staff", ["jurisdiction_id"], unique=False, **_where("revoked_at IS NULL")
    )
    op.create_index(
        "uq_staff_seat", "staff", ["person_id", "jurisdiction_id"], unique=True, **_where("revoked_at IS NULL")
    )
    op.create_table(
        "staff_invites",
        sa.Column("id", KEY, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_by", KEY, nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_staff_invites_created_by")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_staff_invites_jurisdiction_id")
        ),
        sa.ForeignKeyConstraint(["used_by"], ["people.id"], name=op.f("fk_staff_invites_used_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_invites")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_invites_token_hash")),
    )
    op.create_index(
        "ix_staff_invites_open",
        "staff_invites",
        ["jurisdiction_id"],
        unique=False,
        **_where("used_at IS NULL AND revoked_at IS NULL"),
    )
    op.create_table(
        "summaries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("campaign_id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("plans", sa.Text(), nullable=False),
        sa.Column("filed", sa.JSON(), nullable=False),
        sa.Column("filings", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("filed_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_summaries_campaign_id")),
        sa.ForeignKeyConstraint(["filed_by"], ["people.id"], name=op.f("fk_summaries_filed_by")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_summaries_jurisdiction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summaries")),
        sa.UniqueConstraint(
            "campaign_id",
            "jurisdiction_id",
            "kind",
            "period_on",
            name=op.f("uq_summaries_campaign_id_jurisdiction_id_kind_period_on"),
        ),
    )
    op.create_index("ix_summaries_place", "summaries", ["jurisdiction_id", "campaign_id"], unique=False)
    op.create_table(
        "upkeeps",
        sa.Column("id", KEY, nullable=False),
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("every_months", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("changed_by", KEY, nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["people.id"], name=op.f("fk_upkeeps_changed_by")),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_upkeeps_enterprise_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upkeeps")),
        sa.UniqueConstraint("enterprise_id", "kind", name=op.f("uq_upkeeps_enterprise_id_kind")),
    )
    op.create_index("ix_upkeeps_due", "upkeeps", ["due_on"], unique=False, **_where("state = 'active'"))
    op.create_table(
        "web_logins",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_web_logins_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_web_logins")),
    )
    op.create_index(op.f("ix_web_logins_person_id"), "web_logins", ["person_id"], unique=False)
    op.create_table(
        "web_pins",
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("pin_hash", sa.String(length=120), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("wait_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_web_pins_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_web_pins")),
    )
    op.create_table(
        "answers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("self_check_id", KEY, nullable=False),
        sa.Column("question", sa.String(length=8), nullable=False),
        sa.Column("verdict", sa.String(length=4), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("answered_by", KEY, nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_answers_answered_by")),
        sa.ForeignKeyConstraint(["self_check_id"], ["self_checks.id"], name=op.f("fk_answers_self_check_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("self_check_id", "question", name=op.f("uq_answers_self_check_id_question")),
    )
    op.create_table(
        "circular_copies",
        sa.Column("circular_id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_by", KEY, nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_circular_copies_answered_by")),
        sa.ForeignKeyConstraint(
            ["circular_id"], ["circulars.id"], name=op.f("fk_circular_copies_circular_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_circular_copies_jurisdiction_id")
        ),
        sa.ForeignKeyConstraint(["read_by"], ["people.id"], name=op.f("fk_circular_copies_read_by")),
        sa.PrimaryKeyConstraint("circular_id", "jurisdiction_id", name=op.f("pk_circular_copies")),
    )
    op.create_index("ix_circular_copies_jurisdiction", "circular_copies", ["jurisdiction_id"], unique=False)
    op.create_table(
        "department_opinions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("self_check_id", KEY, nullable=False),
        sa.Column("question", sa.String(length=8), nullable=False),
        sa.Column("department", sa.String(length=12), nullable=False),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("said_by", KEY, nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["said_by"], ["people.id"], name=op.f("fk_department_opinions_said_by")),
        sa.ForeignKeyConstraint(
            ["self_check_id"], ["self_checks.id"], name=op.f("fk_department_opinions_self_check_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department_opinions")),
        sa.UniqueConstraint(
            "self_check_id",
            "question",
            "department",
            name=op.f("uq_department_opinions_self_check_id_question_department"),
        ),
    )
    op.create_table(
        "duty_files",
        sa.Column("id", KEY, nullable=False),
        sa.Column("record_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("original_sha256", sa.String(length=64), nullable=False),
        sa.Column("mime", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("preview_sha256", sa.String(length=64), nullable=True),
        sa.Column("added_by", KEY, nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_duty_files_added_by")),
        sa.ForeignKeyConstraint(
            ["record_id"], ["duty_records.id"], name=op.f("fk_duty_files_record_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_files")),
        sa.UniqueConstraint(
            "record_id", "original_sha256", name=op.f("uq_duty_files_record_id_original_sha256")
        ),
    )
    op.create_table(
        "findings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.Column("self_check_id", KEY, nullable=False),
        sa.Column("question", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_by", KEY, nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", KEY, nullable=True),
        sa.Column("inspection_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["people.id"], name=op.f("fk_findings_closed_by")),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_findings_enterprise_id")),
        sa.ForeignKeyConstraint(["found_by"], ["people.id"], name=op.f("fk_findings_found_by")),
        sa.ForeignKeyConstraint(["self_check_id"], ["self_checks.id"], name=op.f("fk_findings_self_check_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint("self_check_id", "question", name=op.f("uq_findings_self_check_id_question")),
    )
    op.create_index("ix_findings_enterprise", "findings", ["enterprise_id", "state"], unique=False)
    op.create_table(
        "note_digests",
        sa.Column("self_check_id", KEY, nullable=False),
        sa.Column("question", sa.String(length=8), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["self_check_id"], ["self_checks.id"], name=op.f("fk_note_digests_self_check_id")
        ),
        sa.PrimaryKeyConstraint("self_check_id", "question", name=op.f("pk_note_digests")),
    )
    op.create_index("ix_note_digests_digest", "note_digests", ["digest"], unique=False)
    op.create_table(
        "notice_copies",
        sa.Column("id", KEY, nullable=False),
        sa.Column("notice_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("message_ids", sa.JSON(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_revision", sa.Integer(), nullable=True),
        sa.Column("problem", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_notice_copies_notice_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_notice_copies_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_copies")),
        sa.UniqueConstraint(
            "notice_id", "person_id", "number", name=op.f("uq_notice_copies_notice_id_person_id_number")
        ),
    )
    op.create_index("ix_notice_copies_person", "notice_copies", ["person_id", "id"], unique=False)
    op.create_index(
        "ix_notice_copies_read",
        "notice_copies",
        ["notice_id", "number", "read_revision"],
        unique=False,
        **_where("read_at IS NOT NULL"),
    )
    op.create_index(
        "ix_notice_copies_state", "notice_copies", ["notice_id", "state", "number", "id"], unique=False
    )
    op.create_table(
        "notice_files",
        sa.Column("id", KEY, nullable=False),
        sa.Column("notice_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("file_id", sa.String(length=200), nullable=False),
        sa.Column("unique_id", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_notice_files_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_files")),
        sa.UniqueConstraint("notice_id", "unique_id", name=op.f("uq_notice_files_notice_id_unique_id")),
    )
    op.create_table(
        "notice_targets",
        sa.Column("notice_id", KEY, nullable=False),
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("reach", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_notice_targets_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_notice_targets_jurisdiction_id")
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_notice_targets_notice_id")),
        sa.PrimaryKeyConstraint("notice_id", "enterprise_id", name=op.f("pk_notice_targets")),
    )
    op.create_index("ix_notice_targets_enterprise", "notice_targets", ["enterprise_id"], unique=False)
    op.create_table(
        "owed_photos",
        sa.Column("id", KEY, nullable=False),
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.Column("self_check_id", KEY, nullable=False),
        sa.Column("question", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("promised_by", KEY, nullable=False),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_owed_photos_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["promised_by"], ["people.id"], name=op.f("fk_owed_photos_promised_by")),
        sa.ForeignKeyConstraint(
            ["self_check_id"], ["self_checks.id"], name=op.f("fk_owed_photos_self_check_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owed_photos")),
        sa.UniqueConstraint("self_check_id", "question", name=op.f("uq_owed_photos_self_check_id_question")),
    )
    op.create_index("ix_owed_photos_due", "owed_photos", ["due_on"], unique=False, **_where("state = 'open'"))
    op.create_index("ix_owed_photos_enterprise", "owed_photos", ["enterprise_id", "state"], unique=False)
    op.create_table(
        "reminders",
        sa.Column("id", KEY, nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=12), nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("campaign_id", KEY, nullable=True),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("digest_id", KEY, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_reminders_campaign_id")),
        sa.ForeignKeyConstraint(["digest_id"], ["digests.id"], name=op.f("fk_reminders_digest_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reminders_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
    )
    op.create_index("ix_reminders_digest", "reminders", ["digest_id"], unique=False)
    op.create_index(
        "ix_reminders_waiting",
        "reminders",
        ["planned_on", "person_id"],
        unique=False,
        **_where("state = 'waiting'"),
    )
    op.create_index(
        "uq_reminders_once",
        "reminders",
        ["rule", "subject", "subject_id", "planned_on", "person_id", "campaign_id"],
        unique=True,
    )
    op.create_table(
        "report_departments",
        sa.Column("report_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("department", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_report_departments_jurisdiction_id")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_departments_report_id")),
        sa.PrimaryKeyConstraint(
            "report_id", "jurisdiction_id", "department", name=op.f("pk_report_departments")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_report_departments_place", "report_departments", ["jurisdiction_id", "department"], unique=False
    )
    op.create_table(
        "report_messages",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=6), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("released", sa.Boolean(), nullable=False),
        sa.Column("key_id", sa.String(length=8), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("key_office", sa.LargeBinary(length=80), nullable=False),
        sa.Column("key_worker", sa.LargeBinary(length=80), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_messages_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_messages")),
        sqlite_with_rowid=False,
    )
    op.create_index("uq_report_messages_position", "report_messages", ["report_id", "position"], unique=True)
    op.create_table(
        "reviews",
        sa.Column("id", KEY, nullable=False),
        sa.Column("self_check_id", KEY, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reviewer_id", KEY, nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second_id", KEY, nullable=True),
        sa.Column("had_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(["reviewer_id"], ["people.id"], name=op.f("fk_reviews_reviewer_id")),
        sa.ForeignKeyConstraint(["second_id"], ["people.id"], name=op.f("fk_reviews_second_id")),
        sa.ForeignKeyConstraint(["self_check_id"], ["self_checks.id"], name=op.f("fk_reviews_self_check_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("self_check_id", "round", name=op.f("uq_reviews_self_check_id_round")),
    )
    op.create_index(
        "ix_reviews_reviewer", "reviews", ["reviewer_id"], unique=False, **_where("state IN ('open', 'second')")
    )
    op.create_index(
        "uq_reviews_open", "reviews", ["self_check_id"], unique=True, **_where("state IN ('open', 'second')")
    )
    op.create_table(
        "summary_cases",
        sa.Column("id", KEY, nullable=False),
        sa.Column("summary_id", KEY, nullable=False),
        sa.Column("self_check_id", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["self_check_id"], ["self_checks.id"], name=op.f("fk_summary_cases_self_check_id")
        ),
        sa.ForeignKeyConstraint(
            ["summary_id"], ["summaries.id"], name=op.f("fk_summary_cases_summary_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_cases")),
        sa.UniqueConstraint(
            "summary_id", "self_check_id", name=op.f("uq_summary_cases_summary_id_self_check_id")
        ),
    )
    op.create_table(
        "web_sessions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_web_sessions_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_sessions")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_web_sessions_key_hash")),
    )
    op.create_index(op.f("ix_web_sessions_account_id"), "web_sessions", ["account_id"], unique=False)
    op.create_table(
        "escalations",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.Column("self_check_id", KEY, nullable=False),
        sa.Column("finding_id", KEY, nullable=True),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("warned", sa.Integer(), nullable=False),
        sa.Column("raised", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=12), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", KEY, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("warned_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_escalations_decided_by")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_escalations_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_escalations_finding_id")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_escalations_jurisdiction_id")
        ),
        sa.ForeignKeyConstraint(
            ["self_check_id"], ["self_checks.id"], name=op.f("fk_escalations_self_check_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalations")),
        sa.UniqueConstraint("key", name=op.f("uq_escalations_key")),
    )
    op.create_index("ix_escalations_finding", "escalations", ["finding_id"], unique=False)
    op.create_index("ix_escalations_made", "escalations", ["made_on"], unique=False, **_where("state = 'open'"))
    op.create_index(
        "ix_escalations_place", "escalations", ["jurisdiction_id"], unique=False, **_where("state = 'open'")
    )
    op.create_table(
        "evidence",
        sa.Column("id", KEY, nullable=False),
        sa.Column("self_check_id", KEY, nullable=False),
        sa.Column("question", sa.String(length=8), nullable=False),
        sa.Column("finding_id", KEY, nullable=True),
        sa.Column("stage", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("original_sha256", sa.String(length=64), nullable=False),
        sa.Column("mime", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("likeness", sa.String(length=16), nullable=True),
        sa.Column("added_by", KEY, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("preview_sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_evidence_added_by")),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_evidence_finding_id")),
        sa.ForeignKeyConstraint(["self_check_id"], ["self_checks.id"], name=op.f("fk_evidence_self_check_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_bytes", "evidence", ["original_sha256"], unique=False)
    op.create_index(op.f("ix_evidence_finding_id"), "evidence", ["finding_id"], unique=False)
    op.create_index("ix_evidence_of", "evidence", ["self_check_id", "question"], unique=False)
    op.create_index(
        "uq_evidence_once", "evidence", ["self_check_id", "question", "stage", "original_sha256"], unique=True
    )
    op.create_table(
        "extensions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("finding_id", KEY, nullable=False),
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_by", KEY, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_extensions_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_extensions_decided_by")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_extensions_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_extensions_finding_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extensions")),
    )
    op.create_index(
        "ix_extensions_asked", "extensions", ["enterprise_id"], unique=False, **_where("state = 'asked'")
    )
    op.create_index("ix_extensions_finding", "extensions", ["finding_id"], unique=False)
    op.create_index(
        "uq_extensions_asked", "extensions", ["finding_id"], unique=True, **_where("state = 'asked'")
    )
    op.create_table(
        "finding_comments",
        sa.Column("id", KEY, nullable=False),
        sa.Column("finding_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_finding_comments_finding_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_finding_comments_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_comments")),
    )
    op.create_index(op.f("ix_finding_comments_finding_id"), "finding_comments", ["finding_id"], unique=False)
    op.create_table(
        "finding_guests",
        sa.Column("id", KEY, nullable=False),
        sa.Column("finding_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_finding_guests_finding_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_finding_guests_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_guests")),
        sa.UniqueConstraint("finding_id", "person_id", name=op.f("uq_finding_guests_finding_id_person_id")),
    )
    op.create_index(op.f("ix_finding_guests_person_id"), "finding_guests", ["person_id"], unique=False)
    op.create_table(
        "invites",
        sa.Column("id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.Column("finding_id", KEY, nullable=True),
        sa.Column("created_by", KEY, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_invites_created_by")),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_invites_enterprise_id")),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_invites_finding_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invites")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invites_token_hash")),
    )
    op.create_index(op.f("ix_invites_enterprise_id"), "invites", ["enterprise_id"], unique=False)
    op.create_table(
        "rectifications",
        sa.Column("id", KEY, nullable=False),
        sa.Column("finding_id", KEY, nullable=False),
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("responsible", sa.String(length=64), nullable=False),
        sa.Column("funds_fen", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("beyond_reason", sa.Text(), nullable=False),
        sa.Column("planned_by", KEY, nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", KEY, nullable=True),
        sa.Column("rejections", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rejected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rejection", sa.Text(), server_default="", nullable=False),
        sa.Column("objection", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["done_by"], ["people.id"], name=op.f("fk_rectifications_done_by")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_rectifications_enterprise_id")
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_rectifications_finding_id")),
        sa.ForeignKeyConstraint(["planned_by"], ["people.id"], name=op.f("fk_rectifications_planned_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectifications")),
        sa.UniqueConstraint("finding_id", name=op.f("uq_rectifications_finding_id")),
    )
    op.create_index("ix_rectifications_due", "rectifications", ["state", "due_on"], unique=False)
    op.create_index(
        "ix_rectifications_enterprise", "rectifications", ["enterprise_id", "state", "due_on"], unique=False
    )
    op.create_table(
        "report_files",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=8), nullable=False),
        sa.Column("key_office", sa.LargeBinary(length=80), nullable=False),
        sa.Column("key_worker", sa.LargeBinary(length=80), nullable=True),
        sa.Column("photo_tag", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["report_messages.id"], name=op.f("fk_report_files_message_id")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_files_report_id")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_report_files")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_report_files_photo_tag"), "report_files", ["photo_tag"], unique=False)
    op.create_index(op.f("ix_report_files_report_id"), "report_files", ["report_id"], unique=False)
    op.create_table(
        "review_items",
        sa.Column("id", KEY, nullable=False),
        sa.Column("review_id", KEY, nullable=False),
        sa.Column("question", sa.String(length=8), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_review_items_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_items")),
        sa.UniqueConstraint("review_id", "question", name=op.f("uq_review_items_review_id_question")),
    )
    op.create_table(
        "review_questions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("review_id", KEY, nullable=False),
        sa.Column("question", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", KEY, nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_review_questions_answered_by")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_review_questions_asked_by")),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_review_questions_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_questions")),
    )
    op.create_index(op.f("ix_review_questions_review_id"), "review_questions", ["review_id"], unique=False)
    op.create_table(
        "measures",
        sa.Column("id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("escalation_id", KEY, nullable=False),
        sa.Column("enterprise_id", KEY, nullable=False),
        sa.Column("jurisdiction_id", KEY, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("penalty", sa.String(length=12), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("made_by", KEY, nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(["ended_by"], ["people.id"], name=op.f("fk_measures_ended_by")),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_measures_enterprise_id")),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalations.id"], name=op.f("fk_measures_escalation_id")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.id"], name=op.f("fk_measures_jurisdiction_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_measures_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
        sa.UniqueConstraint("escalation_id", "kind", name=op.f("uq_measures_escalation_id_kind")),
    )
    op.create_index("ix_measures_enterprise", "measures", ["enterprise_id"], unique=False)
    op.create_index(
        "ix_measures_open", "measures", ["enterprise_id", "kind"], unique=False, **_where("state = 'open'")
    )
    op.create_table(
        "photo_bands",
        sa.Column("evidence_id", KEY, nullable=False),
        sa.Column("band", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_photo_bands_evidence_id")),
        sa.PrimaryKeyConstraint("evidence_id", "band", name=op.f("pk_photo_bands")),
    )
    op.create_index("ix_photo_bands_band", "photo_bands", ["band"], unique=False)
    op.create_table(
        "resumptions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("measure_id", KEY, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", KEY, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_by", KEY, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_resumptions_decided_by")),
        sa.ForeignKeyConstraint(["measure_id"], ["measures.id"], name=op.f("fk_resumptions_measure_id")),
        sa.ForeignKeyConstraint(["written_by"], ["people.id"], name=op.f("fk_resumptions_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resumptions")),
    )
    op.create_index("ix_resumptions_measure", "resumptions", ["measure_id"], unique=False)
    op.create_index(
        "uq_resumptions_asking",
        "resumptions",
        ["measure_id"],
        unique=True,
        **_where("state IN ('draft', 'asked')"),
    )
    op.create_table(
        "resumption_photos",
        sa.Column("id", KEY, nullable=False),
        sa.Column("resumption_id", KEY, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("original_sha256", sa.String(length=64), nullable=False),
        sa.Column("mime", sa.String(length=60), nullable=False),
        sa.Column("added_by", KEY, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_resumption_photos_added_by")),
        sa.ForeignKeyConstraint(
            ["resumption_id"], ["resumptions.id"], name=op.f("fk_resumption_photos_resumption_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resumption_photos")),
        sa.UniqueConstraint(
            "resumption_id", "original_sha256", name=op.f("uq_resumption_photos_resumption_id_original_sha256")
        ),
    )
    if op.get_bind().dialect.name == "sqlite":
        statements = _sqlite_triggers()
    else:
        statements = _postgresql_triggers()
        for table, columns in WITHOUT_STATISTICS.items():
            for column in columns:
                op.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0')
    for statement in statements:
        op.execute(statement)


def downgrade() -> None:
    """Drop everything."""
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for name in ("id", "enterprise_id", "everybody"):
            op.execute(f"DROP FUNCTION progress_mark_{name}()")


def _sqlite_triggers() -> Iterator[str]:
    make = "CREATE TRIGGER progress_"
    for table, (column, changes) in WATCHED.items():
        for name, when, rows in (
            ("new", "INSERT", ("NEW",)),
            ("gone", "DELETE", ("OLD",)),
            ("changed", f"UPDATE OF {changes}", ("OLD", "NEW")),
        ):
            marks = " ".join(f"{MARK} VALUES ({row}.{column});" for row in rows)
            yield f"{make}{table}_{name} AFTER {when} ON {table} BEGIN {marks} END"
    for table, when in FOR_ALL.items():
        yield f"{make}{table} AFTER {when} ON {table} BEGIN {EVERYBODY}; END"


def _postgresql_triggers() -> Iterator[str]:
    for column in ("id", "enterprise_id"):
        then = f"{MARK} VALUES"
        yield _function(
            column,
            f"IF TG_OP <> 'INSERT' THEN {then} (OLD.{column}); END IF;"
            f" IF TG_OP <> 'DELETE' THEN {then} (NEW.{column}); END IF;",
        )
    yield _function("everybody", f"{EVERYBODY};")
    make = "CREATE TRIGGER progress_"
    for table, (column, changes) in WATCHED.items():
        when = f"INSERT OR DELETE OR UPDATE OF {changes}"
        yield f"{make}{table} AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION progress_mark_{column}()"
    for table, when in FOR_ALL.items():
        yield f"{make}{table} AFTER {when} ON {table} EXECUTE FUNCTION progress_mark_everybody()"


def _function(name: str, does: str) -> str:
    head = f"CREATE FUNCTION progress_mark_{name}() RETURNS trigger LANGUAGE plpgsql AS"
    return f"{head} $$ BEGIN {does} RETURN NULL; END $$"
