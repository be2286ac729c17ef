"""What takes long, worked out in processes beside the server."""
