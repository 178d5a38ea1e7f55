// What the engine takes and gives is made of these values and written in these formats, so that whoever imports the
// engine has them, too. The other libraries are its inside.
@_exported public import JSONCoding
@_exported public import Model
