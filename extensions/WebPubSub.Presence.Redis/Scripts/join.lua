-- KEYS: connection, ended, groups of the connection, members, counts, left. ARGV: ID, user, group, event ID.
local connection, groups, members, counts, left = KEYS[10], KEYS[12], KEYS[13], KEYS[14], KEYS[15]
local id, group, event = ARGV[6], ARGV[8], tonumber(ARGV[9])
if redis.call('EXISTS', KEYS[11]) == 1 then
  return 0
end

if open(connection, id, ARGV[7]) and redis.call('HEXISTS', META, 'listed') == 1 then
  redis.call('HSET', connection, 'j', 1) -- its connected event has not come; before the first listing, that is not known
end

confirm(connection, id)
if not isLater(event, (parseLeft(left))) then
  return 0
end

local membership = redis.call('HGET', members, id)
if membership then
  local previous, _, user = parse(membership)
  redis.call('HSET', members, id, string.format('%.0f', math.max(event, previous)) .. '|' .. change() .. '|' .. user)
  return 0
end

addMember(members, counts, groups, left, connection, id, group, ARGV[9])
return 1
