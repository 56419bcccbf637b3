package db

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// JSON is a value stored as JSON text. The database does not look inside: what is filtered on has its own column.
type JSON[T any] struct{ V T }

// Value writes the JSON text.
func (j JSON[T]) Value() (driver.Value, error) {
	b, err := json.Marshal(j.V)
	if err != nil {
		return nil, fmt.Errorf("cannot write as JSON: %w", err)
	}
	return string(b), nil
}

// Scan reads the JSON text; null gives the zero value.
func (j *JSON[T]) Scan(src any) error {
	var v T
	s, null, err := textOf(src)
	if err != nil {
		return err
	}
	if !null {
		if err := json.Unmarshal([]byte(s), &v); err != nil {
			return fmt.Errorf("stored JSON cannot be read: %w", err)
		}
	}
	j.V = v
	return nil
}
