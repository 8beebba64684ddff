"""Parts that screens share: values in, messages out, never the store."""
