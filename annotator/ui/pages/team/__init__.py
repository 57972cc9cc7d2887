"""The pages of a team: agreement with adjudication, and members with their articles."""
