"""The paper of a batch."""
