"""The dispatcher: dialog state, isolation, order of routers, dialogs - in that order."""

from __future__ import annotations

from functools import cache

from aiogram import Dispatcher, Router
from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage
from aiogram.fsm.storage.memory import DisabledEventIsolation
from aiogram_dialog import setup_dialogs

from bot.app import App
from bot.dialogs import ALL_DIALOGS
from bot.handlers import commands, delivered, errors, fallback, links, strangers, unread
from bot.handlers import private as private_ways
from bot.privacy import errors as private_errors
from bot.privacy.entrance import Door
from bot.privacy.intents import use_random_intents
from bot.privacy.middleware import PrivacyMiddleware
from bot.transport.channels import TelegramMediaIds
from bot.transport.filters import is_private
from bot.transport.middleware import ContextMiddleware
from bot.transport.once import Once
from bot.transport.slow import SlowAnswers
from bot.ui.delivered_messages import Messages, knowing_the_window
from bot.ui.sentences import labels_of, protected_states


def build_dispatcher(app: App, storage: BaseStorage, isolation: BaseEventIsolation) -> Dispatcher:
    """A dispatcher that serves private chats with all dialogs.

    `isolation` holds a whole chat for a whole update, so the dialogs' own lock is switched off.
    """
    dispatcher = Dispatcher(storage=storage, events_isolation=isolation, disable_fsm=True)
    use_random_intents()
    dispatcher.update.outer_middleware(SlowAnswers(app))
    dispatcher.update.outer_middleware(Door(app))
    # asks at the door (`bot.privacy.entrance`) how the update would be decided, then locks the chat
    dispatcher.update.outer_middleware(dispatcher.fsm)
    dispatcher.update.outer_middleware(Once(storage))
    dispatcher.update.outer_middleware(PrivacyMiddleware(app))
    dispatcher.update.outer_middleware(ContextMiddleware(app))
    dialogs = [make() for make in ALL_DIALOGS]
    app.labels = cache(lambda: labels_of(dialogs, app.catalog))  # when somebody types; it takes 50 ms
    app.protected = protected_states(dialogs)
    private = Router(name="private")
    private.message.filter(is_private)
    private.callback_query.filter(is_private)
    # Commands and links before the dialogs: an open dialog swallows whatever comes after it (style T14).
    private.include_routers(
        private_ways.make_router(),
        private_ways.make_way_home(),
        links.make_router(),
        delivered.make_router(),
        commands.make_router(),
        strangers.make_router(),
        *dialogs,
    )
    dispatcher.include_routers(
        private_errors.make_router(),
        errors.make_router(app),
        unread.make_router(),
        private,
        fallback.make_router(),
    )
    dispatcher.callback_query.outer_middleware(unread.answering_unread_taps)
    dispatcher.callback_query.middleware(knowing_the_window)
    if app.metrics is not None:
        dispatcher.message.middleware(app.metrics.step)
        dispatcher.callback_query.middleware(app.metrics.step)
    messages, edits = dispatcher.message, dispatcher.edited_message
    before = (list(messages.outer_middleware), list(messages.middleware))
    setup_dialogs(
        dispatcher,
        events_isolation=DisabledEventIsolation(),
        message_manager=Messages(),
        media_id_storage=TelegramMediaIds(),
    )
    # The library makes no manager for edited messages; with one the window stands again below the answer.
    for added in (one for one in messages.outer_middleware if one not in before[0]):
        if added not in edits.outer_middleware:
            edits.outer_middleware(added)
    for added in (one for one in messages.middleware if one not in before[1]):
        edits.middleware(added)
    return dispatcher
