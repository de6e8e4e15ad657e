-- KEYS: members, counts, then groups and left of each connection. ARGV: began, group, IDs. Returns the number of removed memberships.
local members, counts, removed = KEYS[10], KEYS[11], 0
for i = 8, #ARGV do
  local key = 12 + (i - 8) * 2
  local membership = redis.call('HGET', members, ARGV[i])
  if membership then
    local event, changed = parse(membership)
    if changed <= tonumber(ARGV[6]) then
      removeMember(members, counts, KEYS[key], ARGV[i], ARGV[7])
      setLeft(KEYS[key + 1], event)
      removed = removed + 1
    end
  end
end

return removed
