"""How tickets are shown, the same to requester and agent: their way, conversation, answers and turns."""
