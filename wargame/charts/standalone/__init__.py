"""Pictures that are files of their own, in fixed colours."""
