"""What routes ask for is handed to them on the event loop."""

from inspect import isasyncgenfunction, iscoroutinefunction

from service.api import state


def test_nothing_that_routes_ask_for_is_fetched_in_a_thread() -> None:
    asked = [
        one.__metadata__[0].dependency
        for one in vars(state).values()
        if hasattr(one, "__metadata__") and hasattr(one.__metadata__[0], "dependency")
    ]
    assert len(asked) >= 9
    assert all(iscoroutinefunction(one) or isasyncgenfunction(one) for one in asked)
