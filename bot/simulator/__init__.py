"""A local Bot API with a chat page: what stands in for Telegram in the demo and in tests."""

from bot.simulator.server import Simulator

__all__ = ["Simulator"]
