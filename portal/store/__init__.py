"""The only room that speaks SQL; functions are questions in the hall's words, rows become values here."""
