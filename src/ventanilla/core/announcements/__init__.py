"""What the organisation wants people to know, for whom and until when."""
