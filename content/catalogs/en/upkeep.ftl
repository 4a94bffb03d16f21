# An enterprise's own recurring dates: maintenance, examination, testing.
error-invalid-upkeep-future = That day is still to come. Please write the day it was last done.
error-invalid-upkeep-old = That is too long ago: at most { $years } years.
error-invalid-upkeep-kind = There is no such kind. Please take one from the buttons.
