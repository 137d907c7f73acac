"""What answers at readers' addresses, one file each: parse, one question, answer."""
