"""Half a year before the demo began: what people asked for, how it went, what they looked for and whether it helped.

It is made by chance, the same each time, and played through the actions while the portal runs already: each request
lives its whole life in one transaction, so that nobody sees half of one, and a worker that dies loses at most that.
"""
