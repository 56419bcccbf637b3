// Package guideline (Dutch: richtlijn) shows what the guidelines of government and organisation say over time: drawn,
// filtered by subject, each value with its kind and source. It is not the reckoning with them, which is the engine's.
// It owns no tables.
package guideline
