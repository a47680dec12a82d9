"""The screens: what a person sees and the keys they press. No rule and no SQL in here."""
