"""What can go wrong with a call. The texts are constant: no address, no content, no secret."""


class OutboundFault(Exception):
    """There is no usable answer; a later call may have one."""


class AddressRefused(OutboundFault):
    """The address must not be called at all, now or later."""
