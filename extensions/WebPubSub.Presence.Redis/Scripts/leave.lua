-- KEYS: ended, groups of the connection, members, counts, left. ARGV: ID, group, event ID.
local groups, members, counts, left = KEYS[11], KEYS[12], KEYS[13], KEYS[14]
local id, group, event = ARGV[6], ARGV[7], tonumber(ARGV[8])
if redis.call('EXISTS', KEYS[10]) == 1 then
  return 0
end

local membership = redis.call('HGET', members, id)
if membership then
  if not isLater(event, (parse(membership))) then
    return 0
  end

  removeMember(members, counts, groups, id, group)
end

if isLater(event, (parseLeft(left))) then
  setLeft(left, event)
end

return 1
