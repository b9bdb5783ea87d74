"""What can go wrong between the page and the service.

ServiceError
├── UnreachableError    no connection, or no answer in time
│   └── NotReadyError   503 after every retry: says what the service said
├── RefusedError        4xx: the request is at fault; says what the service said
└── BrokenAnswerError   5xx, or an answer that is not what the API promises
"""


class ServiceError(Exception):
    """Root of every failure of a call to the service."""


class UnreachableError(ServiceError):
    """The service cannot be reached now; the same call may succeed later."""


class NotReadyError(UnreachableError):
    """The service is there and cannot answer yet: it is starting, busy, or without a catalogue."""


class RefusedError(ServiceError):
    """The service refused the request.

    Attributes:
        status: the HTTP status, 400 to 499.
        detail: the problem's `detail`: names the field and the repair.
    """

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


class BrokenAnswerError(ServiceError):
    """The service failed, or answered what cannot be understood."""
