"""What a reviewer does, one module a deed; each deed is one transaction that reads, asks the rules, writes and logs."""
