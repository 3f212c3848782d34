"""From the authorization request to the code: sessions, questions, and the trip to Discord."""
