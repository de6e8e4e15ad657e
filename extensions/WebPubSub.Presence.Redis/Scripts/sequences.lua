-- Returns the epoch, then the sequence of each scope. ARGV: scopes.
local sequences = { epoch }
for i = 6, #ARGV do
  sequences[#sequences + 1] = sequenceOf(ARGV[i])
end

return sequences
