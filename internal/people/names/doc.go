// Package names makes names of people comparable: what a worker types on a doorstep must find the person, whatever was
// written down the first time. It knows how Dutch writes its sounds in more than one way (ij and y, c and k, double
// letters), the prefixes between given and family name (van, de, in 't), accents, and slips of the finger. It is pure:
// no database; the stores keep what it makes.
package names
