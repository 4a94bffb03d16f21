"""Ways of nudges as the settings have them: SMS by a described API, e-mail, robots of WeCom groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.config import Settings, SettingsError

if TYPE_CHECKING:
    from scheduler.delivery.nudges.ways import Way


def nudge_ways(settings: Settings) -> dict[str, Way]:
    """By kind of address; empty where nobody is nudged.

    Raises:
        SettingsError: a setting is missing, or the description of the SMS API cannot be used.
    """
    kinds, ways = settings.nudge_kinds, dict[str, "Way"]()
    if settings.sms_file is not None and "sms" in kinds:
        from scheduler.delivery.nudges.sms import DescriptionProblem, Sms, read_description

        secret = settings.sms_secret.get_secret_value() if settings.sms_secret else ""
        try:
            ways["sms"] = Sms(read_description(settings.sms_file), secret)
        except DescriptionProblem as problem:
            file, reason = settings.sms_file, str(problem)
            raise SettingsError(
                "cli-error-setting-sms", "cli-error-setting-sms-mend", file=file, reason=reason
            ) from None
    if settings.smtp_url is not None and "email" in kinds:
        from scheduler.delivery.nudges.mail import Mail

        try:
            ways["email"] = Mail(settings.smtp_url.get_secret_value(), settings.smtp_from or "")
        except ValueError:
            raise SettingsError("cli-error-setting-smtp", "cli-error-setting-smtp-mend") from None
    if settings.wecom_url is not None and "wecom" in kinds:
        from scheduler.delivery.nudges.wecom import WeCom

        ways["wecom"] = WeCom(settings.wecom_url)
    return ways
